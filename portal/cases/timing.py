"""A case's deadline: the rows of the database turned into the values that the pure rules count with."""

from datetime import date

from sqlalchemy.orm import Session

from portal import clock
from portal.cases.deadlines import Deadline, Limits, PausedSpan
from portal.cases.models import Case
from portal.cases.workflow import CLOCKS, Clock
from portal.settings import Settings
from portal.workdays import WorkCalendar, load_calendar


def limits_of(settings: Settings) -> Limits:
    """Return the limits that the operator has set."""
    return Limits(
        legal=settings.legal_days,
        ordinary=settings.ordinary_days,
        hard=settings.hard_days,
        urgent=settings.urgent_days,
    )


def deadline_of(case: Case, calendar: WorkCalendar, today: date) -> Deadline:
    """Return the deadline of a case as of ``today``; once proposed or ended it stays as it was on that day."""
    state = CLOCKS[case.status]
    stopped = state in {Clock.STOPPED, Clock.ENDED}
    if stopped:
        until = case.proposed_at or case.ended_at
        today = clock.local_date(until) if until else today
    spans = (
        PausedSpan(clock.local_date(pause.began_at), clock.local_date(pause.ended_at) if pause.ended_at else None)
        for pause in case.pauses
        if pause.began_at >= case.clock_started_at and (pause.ended_at or not stopped)
    )
    return Deadline(
        start_on=clock.local_date(case.clock_started_at),
        limit_days=case.limit_days,
        calendar=calendar,
        today=today,
        pauses=tuple(spans),
        stopped=stopped,
    )


def refresh_due_date(session: Session, case: Case) -> None:
    """Keep the stored date what the rules say; called after everything that moves the clock."""
    case.due_on = deadline_of(case, load_calendar(session), clock.today()).due_on
