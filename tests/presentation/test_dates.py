from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from portal import clock
from portal.presentation.dates import date_text, datetime_text, iso, time_text, when_text

NOON = datetime(2026, 10, 12, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_monday(gallery: Flask) -> Iterator[None]:
    with gallery.test_request_context(), clock.travel(NOON):
        yield


def test_a_date_of_this_year_has_no_year() -> None:
    assert date_text(date(2026, 10, 5)) == "10月5日"


def test_what_is_due_on_a_later_working_day_says_which() -> None:
    assert when_text(date(2026, 10, 12)) == "今日"
    assert when_text(date(2026, 10, 19)) == "下一工作日（10月19日）"
    with force_locale("en"):
        assert when_text(date(2026, 10, 19)) == "on the next working day, 19 Oct"


def test_a_date_of_another_year_has_its_year() -> None:
    assert date_text(date(2025, 12, 31)) == "2025年12月31日"


def test_the_year_can_be_asked_for_and_left_out() -> None:
    assert date_text(date(2026, 10, 5), year=True) == "2026年10月5日"
    assert date_text(date(2025, 10, 5), year=False) == "10月5日"


def test_the_weekday_follows_in_chinese_and_leads_in_english() -> None:
    assert date_text(date(2026, 10, 15), weekday=True) == "10月15日 星期四"
    with force_locale("en"):
        assert date_text(date(2026, 10, 15), weekday=True) == "Thu 15 Oct"
        assert date_text(date(2025, 10, 15)) == "15 Oct 2025"


def test_an_instant_late_in_utc_is_the_next_day_here() -> None:
    at = datetime(2026, 10, 11, 16, 5, tzinfo=UTC)
    assert date_text(at) == "10月12日"
    assert time_text(at) == "00:05"
    assert iso(at) == "2026-10-12T00:05+08:00"


def test_an_instant_of_today_says_today() -> None:
    assert datetime_text(datetime(2026, 10, 12, 1, 20, tzinfo=UTC)) == "今天 09:20"
    with force_locale("en"):
        assert datetime_text(datetime(2026, 10, 12, 1, 20, tzinfo=UTC)) == "Today 09:20"


def test_an_instant_of_another_day_says_its_date() -> None:
    assert datetime_text(datetime(2026, 9, 28, 6, 5, tzinfo=UTC)) == "9月28日 14:05"
