from datetime import date, timedelta

import pytest
from flask import Flask, render_template

from portal import clock
from portal.presentation.calendar import DayPart, ExplainedDay, calendar_weeks
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


@pytest.mark.parametrize("status", [401, 403, 404, 409, 413, 429, 500])
def test_an_error_page_says_what_to_do_next(gallery: Flask, status: int) -> None:
    with gallery.test_request_context("/gallery/home"):
        page = render_template("errors/error.html", status=status, headline="没有这个页面", advice="请核对编号。")
    assert problems_of(page) == []
    assert "请核对编号。" in page
    assert "需要帮助，请拨打" in page


def test_a_calendar_above_four_weeks_is_folded(gallery: Flask) -> None:
    long = [ExplainedDay(date(2026, 9, 1) + timedelta(days=n), DayPart.OFF) for n in range(40)]
    with gallery.test_request_context():
        macros = gallery.jinja_env.get_template("macros/deadline.html").module
        for days, folded in ((long, True), (long[:20], False)):
            shown = macros.deadline(
                None, "", calendar_weeks(days, date(2026, 9, 1)), ("期限7个工作日。",), "期限计算日历"
            )
            assert ("<details" in shown) is folded
            assert "期限7个工作日。" in shown
