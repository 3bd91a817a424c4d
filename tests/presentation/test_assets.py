import gzip
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.presentation.assets import packed

BOOTSTRAP = "/bootstrap/static/css/bootstrap.min.css?v=5.3.8"
SCRIPT = "/static/js/portal.js"


def fetched(app: Flask, path: str, **headers: str) -> TestResponse:
    return app.test_client().get(path, headers={"Accept-Encoding": "gzip, br"} | headers, buffered=True)


def test_a_stylesheet_reaches_a_browser_packed(gallery: Flask) -> None:
    plain, small = fetched(gallery, BOOTSTRAP, **{"Accept-Encoding": ""}), fetched(gallery, BOOTSTRAP)
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 5
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("path", [SCRIPT, "/static/img/hills.svg"])
def test_scripts_and_drawings_are_packed_and_still_asked_for_by_their_tag(gallery: Flask, path: str) -> None:
    first = fetched(gallery, path)
    assert first.headers["Content-Encoding"] == "gzip"
    assert fetched(gallery, path, **{"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_page_with_its_token_is_never_packed(gallery: Flask) -> None:
    assert "Content-Encoding" not in fetched(gallery, "/gallery/form").headers


def test_only_what_lies_at_an_address_of_its_version_is_kept_for_ever(gallery: Flask) -> None:
    assert fetched(gallery, BOOTSTRAP).cache_control.immutable
    assert not fetched(gallery, SCRIPT).cache_control.immutable


def test_a_part_of_a_file_is_sent_as_it_is(gallery: Flask) -> None:
    part = fetched(gallery, SCRIPT, Range="bytes=0-9")
    assert (part.status_code, len(part.data)) == (206, 10)
    assert "Content-Encoding" not in part.headers


def test_packing_the_same_file_again_gives_the_same_bytes() -> None:
    content = Path(__file__).read_bytes()
    packed.cache_clear()
    first = packed(content)
    packed.cache_clear()
    assert packed(content) == first
