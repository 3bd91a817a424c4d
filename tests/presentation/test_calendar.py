from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from portal import clock
from portal.presentation.calendar import CalendarCell, calendar_weeks
from tests.presentation.gallery_calendar import deadline_days

TODAY = date(2026, 10, 12)


@pytest.fixture
def cells(gallery: Flask) -> Iterator[list[CalendarCell]]:
    """The weeks as they stand on that day: days of another year are said with their year."""
    with clock.travel(clock.local_instant(TODAY, 12)), gallery.test_request_context():
        yield [cell for week in calendar_weeks(deadline_days(), TODAY) for cell in week]


def test_weeks_are_whole_and_begin_on_monday(cells: list[CalendarCell]) -> None:
    assert len(cells) == 21
    assert cells[0].day == "28"


def test_the_first_of_a_month_names_the_month(cells: list[CalendarCell]) -> None:
    assert cells[3].day == "10/1"


def test_each_kind_of_day_has_its_mark(cells: list[CalendarCell]) -> None:
    marks = [cells[n].mark for n in (0, 1, 3, 10, 12, 14, 17)]
    assert marks == ["提交", "1", "休", "停", "班 3", "4", "7 止"]


def test_today_is_ringed_and_said(cells: list[CalendarCell]) -> None:
    assert cells[14].classes == "counted today"
    assert cells[14].spoken == "10月12日，第4日，今天"


def test_a_make_up_day_is_said_as_such(cells: list[CalendarCell]) -> None:
    assert cells[12].spoken == "10月10日，调休上班，第3日"


def test_days_after_the_end_are_empty(cells: list[CalendarCell]) -> None:
    assert (cells[20].classes, cells[20].mark, cells[20].spoken) == ("void", "", "")


def test_no_days_make_no_calendar() -> None:
    assert calendar_weeks([], TODAY) == []
