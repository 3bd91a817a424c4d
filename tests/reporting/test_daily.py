"""When a daily report is due, late or missing."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import clock
from portal.reporting.daily import Duty, Standing, on_time_rate
from portal.workdays import DayKind, SpecialDay, WorkCalendar

FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)
DUTY = Duty(WorkCalendar({SUNDAY: SpecialDay(DayKind.WORK, "调休上班")}), time(17, 30))
S = Standing


@dataclass(frozen=True)
class Filed:
    is_zero: bool = False
    is_late: bool = False


@pytest.mark.parametrize(
    ("on", "filed", "hour", "standing"),
    [
        (FRIDAY, None, 17, S.WAITING),
        (FRIDAY, None, 18, S.MISSING),
        (FRIDAY, Filed(), 18, S.FILED),
        (FRIDAY, Filed(is_zero=True), 9, S.ZERO),
        (FRIDAY, Filed(is_zero=True, is_late=True), 18, S.LATE),
        (SATURDAY, None, 18, S.OFF),
        (SUNDAY, None, 18, S.MISSING),
    ],
)
def test_a_report_stands_by_its_day_the_cut_off_and_what_was_filed(
    on: date, filed: Filed | None, hour: int, standing: Standing
) -> None:
    assert DUTY.standing(on, filed, clock.local_instant(on, hour)) is standing


def test_the_cut_off_itself_is_too_late() -> None:
    assert DUTY.standing(FRIDAY, None, clock.local_instant(FRIDAY, 17, 30)) is S.MISSING


@pytest.mark.parametrize(
    ("days", "may"),
    [(0, True), (2, False), (14, True), (15, False), (-1, False)],
    ids=["the day itself", "a day off", "two weeks back", "longer ago", "tomorrow"],
)
def test_a_report_may_be_filed_on_its_day_or_late_within_two_weeks(days: int, may: bool) -> None:
    on = date(2026, 11, 17) - timedelta(days=days)
    assert DUTY.may_file(on, clock.local_instant(date(2026, 11, 17), 9)) is may


@given(st.lists(st.sampled_from(list(S))))
def test_a_missing_report_is_never_in_time_and_days_off_do_not_count(row: list[Standing]) -> None:
    rate = on_time_rate(row)
    counted = [each for each in row if each in {S.FILED, S.ZERO, S.LATE, S.MISSING}]
    assert (rate is None) == (not counted)
    if S.MISSING in row or S.LATE in row:
        assert rate is not None
        assert rate < 1
    assert on_time_rate([*row, S.OFF, S.WAITING]) == rate
