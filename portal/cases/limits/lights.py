"""Lights as conditions, so that lists can be counted and filtered in the database: the twins of ``Deadline.light``.

While the clock runs, the working days after today up to the stored date are what is left of the limit, so the status,
the limit and the date of a case are enough.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa

from portal.cases.models import Case
from portal.cases.workflow import CLOCKS, Clock
from portal.vocabulary import CaseStatus, Light
from portal.workdays import WorkCalendar

RUNNING = tuple(status for status in CaseStatus if CLOCKS[status] is Clock.RUNS)
PAUSED = tuple(status for status in CaseStatus if CLOCKS[status] is Clock.PAUSED)
STANDING = tuple(status for status in CaseStatus if CLOCKS[status] in {Clock.STOPPED, Clock.ENDED})


def promised_days() -> sa.ColumnElement[int]:
    """Return the working days promised to a case, an extension included."""
    return Case.limit_days + Case.extended_days


def running() -> sa.ColumnElement[bool]:
    """Return the condition that the clock of a case runs."""
    return Case.status.in_(RUNNING)


def late(today: date) -> sa.ColumnElement[bool]:
    """Return the condition that the promised date has passed."""
    return sa.and_(running(), Case.due_on < today)


def due_today(today: date) -> sa.ColumnElement[bool]:
    """Return the condition that the promised date is today."""
    return sa.and_(running(), Case.due_on == today)


def shows(light: Light, limits: Iterable[int], calendar: WorkCalendar, today: date) -> sa.ColumnElement[bool]:
    """Return the condition that a case shows a light; ``limits`` are the limits in days that cases have."""
    match light:
        case Light.LATE:
            return late(today)
        case Light.TODAY:
            return due_today(today)
        case Light.PAUSED:
            return Case.status.in_(PAUSED)
        case Light.STOPPED:
            return Case.status.in_(STANDING)
        case _:
            half = _past_half(sorted(set(limits)), calendar, today)
            return sa.and_(running(), Case.due_on > today, half if light is Light.HALF else sa.not_(half))


def _past_half(limits: Sequence[int], calendar: WorkCalendar, today: date) -> sa.ColumnElement[bool]:
    """Return the condition that at most half of the limit is left, one bound a limit."""
    bounds = [sa.and_(promised_days() == days, Case.due_on <= calendar.add(today, days // 2)) for days in limits]
    return sa.or_(sa.false(), *bounds)
