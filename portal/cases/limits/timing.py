"""A case's deadline: the rows of the database turned into the values that the pure rules count with."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.limits.deadlines import Deadline, PausedSpan
from portal.cases.limits.models import LimitRule
from portal.cases.limits.rules import SUBJECTS, LimitTable, halved
from portal.cases.models import Case, Category, Pause
from portal.cases.workflow import CLOCKS, Clock
from portal.enterprises.models import Enterprise
from portal.settings import Settings, current_settings
from portal.vocabulary import CaseKind, CaseStatus, LimitSubject, Urgency
from portal.workdays import WorkCalendar, load_calendar


def standard_limits(settings: Settings) -> dict[tuple[CaseKind, LimitSubject], int]:
    """Return the limits that hold where no rule says otherwise."""
    same = {
        LimitSubject.CONTACT: settings.contact_days,
        LimitSubject.HARD: settings.hard_days,
        LimitSubject.URGENT: settings.urgent_days,
        LimitSubject.TASK: settings.task_days,
    }
    ordinary = {CaseKind.DIFFICULTY: settings.ordinary_days, CaseKind.LEGAL_QUESTION: settings.legal_days}
    limits = {(kind, subject): days for kind in CaseKind for subject, days in same.items()}
    return limits | {(kind, LimitSubject.ORDINARY): days for kind, days in ordinary.items()}


def standard_days(case: Case) -> set[int]:
    """Return the working days of a case of this kind and urgency where no rule says otherwise, whole and halved."""
    days = standard_limits(current_settings())[case.kind, SUBJECTS[case.urgency]]
    return {days, halved(days)}


def limit_table(session: Session) -> LimitTable:
    """Return the limits as they stand now; a case keeps those that were promised to it."""
    rules = session.scalars(sa.select(LimitRule).where(LimitRule.ended_at.is_(None)))
    own = {(rule.kind, rule.category_id, rule.subject): rule.days for rule in rules}
    return LimitTable(standard_limits(current_settings()), own)


def limit_of(
    session: Session,
    kind: CaseKind,
    urgency: Urgency,
    category: Category | None = None,
    enterprise: Enterprise | None = None,
) -> int:
    """Return the working days that a case submitted now would be promised."""
    green = enterprise is not None and in_green_channel(enterprise)
    return limit_table(session).for_case(kind, urgency, path_of(category), green=green)


def path_of(category: Category | None) -> tuple[int, ...]:
    """Return the ids of a category and of its group, the nearest first; none while none is chosen."""
    ids = (category.id, category.parent_id) if category else ()
    return tuple(number for number in ids if number)


def in_green_channel(enterprise: Enterprise) -> bool:
    """Tell whether an enterprise's cases go through the green channel (绿色通道); the coordinator puts it there."""
    return enterprise.green_channel


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
    """Return the deadline of a case as of ``today``; once proposed or ended it stays as it was on that day.

    So what was waited for the enterprise's answer to the last proposal moves nothing.
    """
    state = CLOCKS[case.status]
    stopped = state in {Clock.STOPPED, Clock.ENDED}
    if stopped:
        until = case.proposed_at or case.ended_at
        today = clock.local_date(until) if until else today
    spans = (
        PausedSpan(clock.local_date(pause.began_at), clock.local_date(pause.ended_at) if pause.ended_at else None)
        for pause in case.pauses
        if pause.began_at >= case.clock_started_at and not (stopped and _is_after(pause, case.proposed_at))
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


def _is_after(pause: Pause, proposed_at: datetime | None) -> bool:
    """Tell whether a pause belongs to the time after the clock has stopped: it is open, or ended since."""
    return pause.ended_at is None or (proposed_at is not None and pause.ended_at > proposed_at)


def refresh_due_date(session: Session, case: Case) -> None:
    """Keep the stored date what the rules say; called after everything that moves the clock."""
    case.due_on = deadline_of(case, load_calendar(session), clock.today()).due_on


def silence_ends_on(proposed_at: datetime, calendar: WorkCalendar) -> date:
    """Return the last day on which the enterprise can answer before silence counts as consent."""
    return calendar.add(clock.local_date(proposed_at), current_settings().silence_days)
