"""Working days: weekends, holidays, make-up weekends, and years not yet published."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from portal.workdays import CalendarDay, CalendarYear, DayKind, SpecialDay, WorkCalendar, load_calendar, seed_years

NATIONAL_DAY = {date(2026, 10, day): SpecialDay(DayKind.REST, "国庆节") for day in range(1, 8)}
MAKE_UP = {date(2026, 10, 10): SpecialDay(DayKind.WORK, "调休上班")}
AUTUMN = WorkCalendar(NATIONAL_DAY | MAKE_UP, frozenset({2026}))
PLAIN = WorkCalendar()

days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
calendars = st.dictionaries(
    days,
    st.builds(SpecialDay, st.sampled_from(DayKind), st.just("特别日")),
    max_size=60,
).map(lambda special: WorkCalendar(special, frozenset({2025, 2026, 2027, 2028})))


def test_a_weekend_is_off_and_a_weekday_counts() -> None:
    assert PLAIN.is_working(date(2026, 10, 16))
    assert not PLAIN.is_working(date(2026, 10, 17))
    assert not PLAIN.is_working(date(2026, 10, 18))


def test_a_holiday_is_off_and_says_its_name() -> None:
    assert not AUTUMN.is_working(date(2026, 10, 5))
    assert AUTUMN.holiday_name(date(2026, 10, 5)) == "国庆节"
    assert AUTUMN.holiday_name(date(2026, 10, 12)) is None


def test_a_make_up_saturday_counts() -> None:
    assert AUTUMN.is_working(date(2026, 10, 10))
    assert AUTUMN.is_make_up(date(2026, 10, 10))
    assert not AUTUMN.is_make_up(date(2026, 10, 12))


@pytest.mark.parametrize(
    ("on", "belongs"),
    [
        (date(2026, 10, 12), date(2026, 10, 12)),
        (date(2026, 10, 17), date(2026, 10, 19)),
        (date(2026, 10, 5), date(2026, 10, 8)),
        (date(2026, 10, 10), date(2026, 10, 10)),
    ],
)
def test_a_day_off_belongs_to_the_next_working_day(on: date, belongs: date) -> None:
    assert AUTUMN.working_day(on) == belongs


def test_the_first_day_is_never_counted() -> None:
    assert PLAIN.add(date(2026, 10, 12), 1) == date(2026, 10, 13)
    assert PLAIN.add(date(2026, 10, 12), 0) == date(2026, 10, 12)


def test_days_are_counted_over_a_holiday_and_a_make_up_day() -> None:
    assert AUTUMN.add(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert AUTUMN.add(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_a_negative_count_goes_backwards() -> None:
    assert AUTUMN.add(date(2026, 10, 8), -1) == date(2026, 9, 30)


def test_skipped_days_are_not_counted() -> None:
    assert PLAIN.add(date(2026, 10, 12), 1, frozenset({date(2026, 10, 13)})) == date(2026, 10, 14)


def test_counting_backwards_is_negative() -> None:
    assert PLAIN.count(date(2026, 10, 14), date(2026, 10, 12)) == -2


def test_a_calendar_without_working_days_is_an_error_and_no_endless_search() -> None:
    start = date(2026, 1, 1)
    idle = {start + timedelta(days=n): SpecialDay(DayKind.REST, "停工") for n in range(4100)}
    with pytest.raises(OverflowError):
        WorkCalendar(idle).add(start, 1)


def test_a_span_is_provisional_when_it_touches_an_unpublished_year() -> None:
    assert not AUTUMN.is_provisional(date(2026, 10, 1), date(2026, 12, 31))
    assert AUTUMN.is_provisional(date(2026, 12, 30), date(2027, 1, 6))


@given(calendars, days, st.integers(1, 40))
def test_adding_and_then_counting_agree(calendar: WorkCalendar, start: date, count: int) -> None:
    assert calendar.count(start, calendar.add(start, count)) == count


@given(calendars, days, st.integers(-40, 40).filter(bool))
def test_adding_never_lands_on_a_day_off(calendar: WorkCalendar, start: date, count: int) -> None:
    assert calendar.is_working(calendar.add(start, count))


@given(calendars, days, st.integers(0, 20), st.integers(0, 20))
def test_adding_twice_is_adding_the_sum(calendar: WorkCalendar, start: date, first: int, second: int) -> None:
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


def test_the_calendar_in_the_database_is_the_official_one(session: Session) -> None:
    calendar = load_calendar(session)
    assert calendar.holiday_name(date(2026, 10, 1)) == "国庆节"
    assert calendar.is_make_up(date(2026, 10, 10))
    assert {2025, 2026} <= calendar.published


def test_a_year_without_official_dates_is_not_entered(session: Session) -> None:
    assert seed_years(session, [2060]) == []
    assert load_calendar(session).is_provisional(date(2060, 1, 1), date(2060, 1, 2))


def test_a_year_entered_by_hand_is_left_alone(session: Session) -> None:
    session.execute(sa.delete(CalendarDay))
    session.execute(sa.delete(CalendarYear))
    session.add(CalendarYear(year=2026, notice="国办发明电〔2025〕7号"))
    session.flush()
    assert seed_years(session, [2026]) == []
    assert session.scalars(sa.select(CalendarDay)).all() == []
