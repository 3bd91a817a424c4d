"""A case's deadline: the rows of the database turned into the values that the pure rules count with."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.orm import Session

from portal import clock
from portal.cases.deadlines import Deadline, Limits, PausedSpan
from portal.cases.models import Case, Pause
from portal.cases.workflow import CLOCKS, Clock
from portal.settings import Settings, current_settings
from portal.vocabulary import CaseStatus
from portal.workdays import WorkCalendar, load_calendar


def limits_of(settings: Settings) -> Limits:
    """Return the limits that the operator has set."""
    return Limits(
        legal=settings.legal_days,
        ordinary=settings.ordinary_days,
        hard=settings.hard_days,
        urgent=settings.urgent_days,
    )


class Timed(Protocol):
    """What a deadline is computed from: a case, or the row of a list that has as much of it."""

    @property
    def status(self) -> CaseStatus:
        """Where it stands."""

    @property
    def limit_days(self) -> int:
        """The promise in working days."""

    @property
    def extended_days(self) -> int:
        """Working days granted beyond it."""

    @property
    def clock_started_at(self) -> datetime:
        """From when the promise runs."""

    @property
    def proposed_at(self) -> datetime | None:
        """When an outcome was proposed."""

    @property
    def ended_at(self) -> datetime | None:
        """When it ended."""

    @property
    def pauses(self) -> Sequence[Pause]:
        """When the clock stood still."""


def deadline_of(case: Timed, calendar: WorkCalendar, today: date) -> Deadline:
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
        extended_days=case.extended_days,
        calendar=calendar,
        today=today,
        pauses=tuple(spans),
        stopped=stopped,
    )


def refresh_due_date(session: Session, case: Case) -> None:
    """Keep the stored date what the rules say; called after everything that moves the clock."""
    case.due_on = deadline_of(case, load_calendar(session), clock.today()).due_on


def silence_ends_on(proposed_at: datetime, calendar: WorkCalendar) -> date:
    """Return the last day on which the enterprise can answer before silence counts as consent."""
    return calendar.add(clock.local_date(proposed_at), current_settings().silence_days)
