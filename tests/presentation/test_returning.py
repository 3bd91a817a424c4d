"""Going back leads to a path of the portal only."""

import pytest
from flask import Flask

from portal.presentation.returning import address_here, local_path


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


@pytest.mark.parametrize(
    "address",
    ["/measures", "/measures?q=%E7%94%A8%E5%B7%A5&page=2", "/a%00b", "/%E4%BA%8B%E9%A1%B9", "/a?b=%2Fc"],
)
def test_here_is_the_address_as_the_browser_has_it(address: str) -> None:
    with Flask(__name__).test_request_context(address):
        assert address_here() == address
        assert local_path(address_here()) == address
