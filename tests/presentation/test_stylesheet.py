import re
from pathlib import Path

from flask import Flask

from portal.presentation.stylesheet import DARK, SOURCE, theme_css


def test_the_stylesheet_is_kept_for_ever_at_an_address_of_its_content(gallery: Flask) -> None:
    client = gallery.test_client()
    address = re.search(r"/theme/[0-9a-f]{12}\.css", client.get("/gallery/home").text)
    assert address
    response = client.get(address[0])
    assert response.mimetype == "text/css"
    assert response.cache_control.immutable
    assert client.get("/theme/000000000000.css").status_code == 404


def test_every_file_is_in_it_in_the_order_of_the_names() -> None:
    css = theme_css()
    files = sorted(SOURCE.glob("*.css"))
    places = [css.index(file.read_text(encoding="utf-8")) for file in files]
    assert places == sorted(places)


def test_the_automatic_theme_has_the_dark_values_on_dark_devices() -> None:
    css = theme_css()
    dark = (SOURCE / DARK).read_text(encoding="utf-8")
    assert css.count("--paper: #10171b") == 2 * dark.count("--paper: #10171b") == 2
    assert '@media screen and (prefers-color-scheme: dark) {\n  [data-bs-theme="auto"]' in css


def test_every_picture_that_it_names_exists() -> None:
    named = re.findall(r'url\("\.\./static/([^"]+)"\)', theme_css())
    assert named
    assert all((Path(SOURCE).parent / name).is_file() for name in named)


def test_it_names_no_other_host() -> None:
    assert not re.search(r"url\(.?(https?:)?//", theme_css())
    assert "@import" not in theme_css()
