import pytest
from flask import Flask

from portal import clock
from tests.judging import problems_of
from tests.presentation.gallery import PAGES, TODAY


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_component_is_good_html(gallery: Flask, name: str, language: str) -> None:
    client = gallery.test_client()
    client.set_cookie("language", language)
    with clock.travel(TODAY):
        response = client.get(f"/gallery/{name}")
    assert response.status_code == 200
    assert problems_of(response.text) == []


def test_a_page_with_errors_says_so_in_its_title(gallery: Flask) -> None:
    page = gallery.test_client().get("/gallery/form").text
    assert "<title>出错：遇到了什么困难 - 安澜县企业复工法律服务平台</title>" in page
    assert "有2处需要修改" in page


def test_a_field_names_its_hint_and_its_error(gallery: Flask) -> None:
    page = gallery.test_client().get("/gallery/form").text
    assert 'aria-describedby="title-hint title-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="body-hint body-count"' in page


def test_staff_have_the_dense_frame_and_visitors_the_public_one(gallery: Flask) -> None:
    client = gallery.test_client()
    assert '<body class="staff">' in client.get("/gallery/worklist").text
    assert '<body class="staff">' not in client.get("/gallery/home").text


def test_a_message_is_shown_with_what_follows(gallery: Flask) -> None:
    page = gallery.test_client().get("/gallery/components").text
    assert '<span class="strong">已提交，编号FG-2026-0059XC</span><br>承诺10月21日前答复。' in page


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_the_chosen_theme_stands_on_the_page(gallery: Flask, theme: str) -> None:
    client = gallery.test_client()
    client.set_cookie("theme", theme)
    assert f'data-bs-theme="{theme}"' in client.get("/gallery/home").text


def test_an_unknown_theme_is_as_the_device_says(gallery: Flask) -> None:
    client = gallery.test_client()
    client.set_cookie("theme", '"><script>')
    assert 'data-bs-theme="auto"' in client.get("/gallery/home").text
