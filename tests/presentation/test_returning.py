"""Going back leads to a path of the portal only."""

import pytest

from portal.presentation.returning import local_path


@pytest.mark.parametrize("path", ["/", "/cases/FG-2026-004K7M", "/measures?q=用工&page=2", "/a#b"])
def test_a_local_path_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "cases",
        "https://example.com/",
        "//example.com",
        "///example.com",
        "/\\example.com",
        "\\\\example.com",
        "/\t/example.com",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: b",
    ],
)
def test_everything_else_leads_to_the_start(path: str | None) -> None:
    assert local_path(path, "/start") == "/start"
