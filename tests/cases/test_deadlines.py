"""Promised dates: the reference case of the design, and rules that hold for every calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.cases.limits.deadlines import Deadline, Mark, PausedSpan, Skipped
from portal.vocabulary import Light
from portal.workdays import DayKind, SpecialDay, WorkCalendar

AUTUMN = WorkCalendar(
    {date(2026, 10, day): SpecialDay(DayKind.REST, "国庆节") for day in range(1, 8)}
    | {date(2026, 10, 10): SpecialDay(DayKind.WORK, "调休上班")},
    frozenset({2026}),
)


def october(day: int) -> date:
    return date(2026, 10, day)


def reference_case(today: date = date(2026, 10, 12), **changes: object) -> Deadline:
    """Submitted on 28 September, 7 working days, waiting for the enterprise on 8 and 9 October."""
    values: dict[str, object] = {"pauses": (PausedSpan(october(8), october(9)),)}
    return Deadline(date(2026, 9, 28), 7, AUTUMN, today, **(values | changes))


def test_the_reference_case_ends_on_the_fifteenth() -> None:
    assert reference_case().end_on == reference_case().due_on == october(15)


def test_the_reference_case_numbers_its_days() -> None:
    numbers = {day.on: day.number for week in reference_case().weeks for day in week if day.number}
    assert numbers == {
        date(2026, 9, 29): 1,
        date(2026, 9, 30): 2,
        october(10): 3,
        october(12): 4,
        october(13): 5,
        october(14): 6,
        october(15): 7,
    }


def test_the_reference_case_marks_every_day_of_its_weeks() -> None:
    weeks = reference_case().weeks
    start, counted, to_come, off, paused, end, outside = (
        Mark.START,
        Mark.COUNTED,
        Mark.TO_COME,
        Mark.OFF,
        Mark.PAUSED,
        Mark.END,
        Mark.OUTSIDE,
    )
    assert [[day.mark for day in week] for week in weeks] == [
        [start, counted, counted, off, off, off, off],
        [off, off, off, paused, paused, counted, off],
        [counted, to_come, to_come, end, outside, outside, outside],
    ]
    assert weeks[0][0].on == date(2026, 9, 28)


def test_the_reference_case_says_what_was_skipped_and_why() -> None:
    deadline = reference_case()
    assert deadline.skipped == [
        Skipped("国庆节", october(1), october(7), 7),
        Skipped(None, october(11), october(11), 1),
    ]
    assert deadline.make_up_days == [october(10)]
    assert deadline.postponed == 2
    assert not deadline.is_provisional


def test_half_the_time_gone_is_yellow_with_the_days_left() -> None:
    deadline = reference_case()
    assert (deadline.elapsed, deadline.remaining, deadline.light) == (4, 3, Light.HALF)


@pytest.mark.parametrize(
    ("today", "light", "late"),
    [
        (date(2026, 9, 28), Light.IN_TIME, 0),
        (october(10), Light.IN_TIME, 0),
        (october(12), Light.HALF, 0),
        (october(15), Light.TODAY, 0),
        (october(16), Light.LATE, 1),
        (october(18), Light.LATE, 1),
        (october(19), Light.LATE, 2),
    ],
)
def test_the_light_follows_the_days(today: date, light: Light, late: int) -> None:
    assert (reference_case(today).light, reference_case(today).days_late) == (light, late)


def test_an_urgent_case_is_green_on_the_day_of_submission_and_due_on_the_next() -> None:
    assert Deadline(october(12), 1, AUTUMN, october(12)).light is Light.IN_TIME
    assert Deadline(october(12), 1, AUTUMN, october(13)).light is Light.TODAY


def test_while_the_enterprise_is_asked_there_is_no_promised_date() -> None:
    deadline = reference_case(october(9), pauses=(PausedSpan(october(8), None),))
    assert deadline.is_paused
    assert deadline.due_on is None
    assert deadline.light is Light.PAUSED
    assert deadline.end_on == october(15)


def test_a_stopped_clock_shows_no_time() -> None:
    assert reference_case(october(30), stopped=True).light is Light.STOPPED


def test_a_case_submitted_on_a_day_off_starts_there() -> None:
    deadline = Deadline(october(3), 1, AUTUMN, october(3))
    assert deadline.end_on == october(8)
    assert deadline.weeks[0][5].mark is Mark.START


def test_a_day_on_which_two_pauses_meet_is_left_out_once() -> None:
    pauses = (PausedSpan(october(13), october(14)), PausedSpan(october(14), october(14)))
    assert Deadline(october(12), 2, AUTUMN, october(12), pauses).end_on == october(16)


def test_a_pause_after_the_end_moves_nothing() -> None:
    deadline = Deadline(october(12), 3, AUTUMN, october(20), (PausedSpan(october(16), october(19)),))
    assert (deadline.end_on, deadline.postponed, deadline.days_late) == (october(15), 0, 3)


def test_a_limit_into_an_unpublished_year_is_provisional() -> None:
    assert Deadline(date(2026, 12, 30), 7, AUTUMN, date(2026, 12, 30)).is_provisional


starts = st.dates(date(2026, 1, 1), date(2027, 6, 30))
limits = st.integers(1, 30)
specials = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.builds(SpecialDay, st.sampled_from(DayKind), st.sampled_from(["国庆节", "春节"])),
    max_size=40,
)
calendars = specials.map(WorkCalendar)
spans = st.tuples(st.integers(0, 40), st.integers(0, 15))


def pause_from(start: date, span: tuple[int, int]) -> PausedSpan:
    first = start + timedelta(days=span[0])
    return PausedSpan(first, first + timedelta(days=span[1]))


@given(calendars, starts, limits, st.lists(spans, max_size=4))
def test_the_promise_counts_exactly_its_days(
    calendar: WorkCalendar, start: date, limit: int, gaps: list[tuple[int, int]]
) -> None:
    pauses = tuple(pause_from(start, gap) for gap in gaps)
    end = Deadline(start, limit, calendar, start, pauses).end_on
    on_the_last_day = Deadline(start, limit, calendar, end, pauses)
    assert on_the_last_day.elapsed == limit
    assert on_the_last_day.remaining == on_the_last_day.days_late == 0
    assert sorted(day.number for week in on_the_last_day.weeks for day in week if day.number) == [*range(1, limit + 1)]


@given(calendars, starts, limits, st.lists(spans, max_size=4))
def test_the_end_is_never_a_day_off_nor_a_paused_day(
    calendar: WorkCalendar, start: date, limit: int, gaps: list[tuple[int, int]]
) -> None:
    deadline = Deadline(start, limit, calendar, start, tuple(pause_from(start, gap) for gap in gaps))
    assert calendar.is_working(deadline.end_on)
    assert deadline.end_on not in deadline.paused_days


@given(calendars, starts, limits, spans)
def test_a_pause_of_n_working_days_moves_the_end_by_n(
    calendar: WorkCalendar, start: date, limit: int, gap: tuple[int, int]
) -> None:
    pause = pause_from(start, gap)
    without = Deadline(start, limit, calendar, start)
    assume(start < pause.first <= without.end_on)
    length = sum(calendar.is_working(day) for day in pause.days(start))
    paused = Deadline(start, limit, calendar, start, (pause,))
    assert paused.end_on == calendar.add(without.end_on, length)
    assert paused.postponed == length


@given(calendars, starts, limits, st.integers(0, 60))
def test_every_day_is_either_in_time_or_late(calendar: WorkCalendar, start: date, limit: int, later: int) -> None:
    deadline = Deadline(start, limit, calendar, start + timedelta(days=later))
    assert (deadline.light is Light.LATE) == (deadline.today > deadline.end_on)
    assert deadline.days_late == max(0, calendar.count(deadline.end_on, deadline.today))


@given(calendars, starts, limits, st.integers(0, 60))
def test_an_extension_moves_the_end_by_its_days_and_never_beyond_twice_the_limit(
    calendar: WorkCalendar, start: date, limit: int, later: int
) -> None:
    plain = Deadline(start, limit, calendar, start)
    extended = Deadline(start, limit, calendar, start, extended_days=1 + later % limit)
    assert extended.first_end_on == plain.end_on < extended.end_on <= plain.latest_extension
    assert calendar.count(plain.end_on, extended.end_on) == extended.extended_days
    days = [day for week in extended.weeks for day in week if day.extended]
    assert len(days) == extended.extended_days


@given(calendars, starts, limits, st.integers(0, 60))
def test_the_light_never_goes_back(calendar: WorkCalendar, start: date, limit: int, later: int) -> None:
    order = [Light.IN_TIME, Light.HALF, Light.TODAY, Light.LATE]
    today = start + timedelta(days=later)
    before = Deadline(start, limit, calendar, today).light
    after = Deadline(start, limit, calendar, today + timedelta(days=1)).light
    assert order.index(before) <= order.index(after)


@given(calendars, starts, limits)
def test_the_weeks_are_whole_and_begin_on_monday(calendar: WorkCalendar, start: date, limit: int) -> None:
    weeks = Deadline(start, limit, calendar, start).weeks
    days = [day.on for week in weeks for day in week]
    assert {len(week) for week in weeks} == {7}
    assert days[0].weekday() == 0
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
