"""The ladder's days, and that no order of sweeps takes a step twice."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.supervision.ladder import LADDER, latest_promise, reached
from portal.vocabulary import Rung
from portal.workdays import DayKind, SpecialDay, WorkCalendar

START = date(2026, 1, 1)
DAYS = st.integers(0, 300).map(lambda n: START + timedelta(days=n))
CALENDARS = st.dictionaries(DAYS, st.sampled_from(DayKind), max_size=60).map(
    lambda days: WorkCalendar({on: SpecialDay(kind, "") for on, kind in days.items()}),
)


def test_each_step_falls_on_its_working_day() -> None:
    promised = date(2026, 3, 18)
    assert {step.rung: step.due_on(promised, WorkCalendar()).day for step in LADDER[:5]} == {
        Rung.REMINDER: 17,
        Rung.BLUE: 18,
        Rung.YELLOW: 19,
        Rung.LETTER: 23,
        Rung.LEADER: 30,
    }
    assert LADDER[5].due_on(promised, WorkCalendar()) == date(2026, 4, 1)


@given(calendar=CALENDARS, promised=DAYS, on=DAYS, waiting=st.frozensets(DAYS, max_size=8))
def test_what_is_due_grows_day_by_day_and_has_no_gap(
    calendar: WorkCalendar, promised: date, on: date, waiting: frozenset[date]
) -> None:
    today = reached(promised, calendar, on, waiting)
    assert today == list(LADDER[: len(today)])
    assert len(today) <= len(reached(promised, calendar, on + timedelta(days=1), waiting))


@given(calendar=CALENDARS, promised=DAYS, on=DAYS)
def test_a_bound_on_the_promise_finds_exactly_the_cases_whose_step_is_due(
    calendar: WorkCalendar, promised: date, on: date
) -> None:
    for step in LADDER:
        assert (promised <= latest_promise(step, calendar, on)) == (step.due_on(promised, calendar) <= on)
