"""What time itself tells people about cases: each thing once, however often the sweep runs and by how many workers.

Whoever inserts the unique key of a reminder tells it; so a key says exactly what is told of, such as the task and
whether its limit is near or past.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.cases.closing import messages as closing_messages
from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.handlers.tasks import people_of
from portal.cases.limits import reminder_messages
from portal.cases.limits.milestone_models import Milestone, Reminder
from portal.cases.limits.same_day import day_of
from portal.cases.messages import Message
from portal.cases.models import Case, Rating, Task
from portal.cases.moves import tell
from portal.cases.operations import confirm_by, enterprise_side
from portal.cases.workflow import BY_ACTION, Action
from portal.permissions.actor import SYSTEM
from portal.permissions.predicates import HAND_BACKS_OF_COORDINATOR
from portal.vocabulary import OPEN, CaseStatus, MilestoneKind, Role
from portal.workdays import WorkCalendar, load_calendar

RULING = BY_ACTION[Action.RULE_HAND_BACK].sources
RECTIFYING = BY_ACTION[Action.RECTIFY].sources
MIDNIGHT = 24  # a ruling has the whole day: no cut-off
COORDINATOR, SUPERVISOR = Role.COORDINATOR, Role.SUPERVISOR


@dataclass(frozen=True)
class Due:
    """Something to tell of: its key, the case, the people and the words."""

    key: str
    case: Case
    people: list[Account | None]
    message: Message


@dataclass(frozen=True)
class Today:
    """The day of the sweep with what everybody who looks needs."""

    session: Session
    on: date
    calendar: WorkCalendar

    def people(self, *roles: Role) -> list[Account | None]:
        """Return everybody who has one of the roles."""
        return [person for role in roles for person in with_role(self.session, role)]


def remind(session: Session) -> list[str]:
    """Tell what is to be told today and has not been told; return the keys of what was told."""
    today = Today(session, clock.today(), load_calendar(session))
    told = []
    for due in (due for look in LOOKS for due in look(today)):
        if _note(session, due):
            tell(session, due.case, due.people, SYSTEM, due.message)
            told.append(due.key)
    return told


def _note(session: Session, due: Due) -> bool:
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"key": due.key, "case_id": due.case.id, "at": clock.now()}
    statement = insert(Reminder).values(values).on_conflict_do_nothing().returning(Reminder.id)
    return session.scalars(statement).first() is not None


def silence_ahead(today: Today) -> Iterator[Due]:
    """Remind the enterprise on the working day before the last on which it can answer an outcome."""
    for case in _cases(today, Case.status == CaseStatus.PROPOSED, Case.proposed_at.is_not(None)):
        last = confirm_by(today.session, case)
        if today.calendar.add(last, -1) <= today.on <= last and case.proposed_at:
            key = f"silence:{case.id}:{case.proposed_at:%Y%m%d%H%M%S}"
            message = closing_messages.silence_ahead(case, last)
            yield Due(key, case, list(enterprise_side(today.session, case)), message)


def tasks_due(today: Today) -> Iterator[Due]:
    """Remind a unit on the working day before its limit, and it and the handler once the limit has passed."""
    waiting = sa.and_(Task.replied_at.is_(None), Task.lapsed_at.is_(None), Case.status.in_(OPEN))
    near = today.calendar.add(today.on, 1)
    statement = sa.select(Case, Task).join(Task, Task.case_id == Case.id).where(waiting, Task.due_on <= near)
    for case, task in today.session.execute(statement).unique():
        people: list[Account | None] = [*people_of(today.session, task.unit_id)]
        if task.due_on >= today.on:
            yield Due(f"task-near:{task.id}", case, people, reminder_messages.task_near(case, task))
        else:
            yield Due(f"task-late:{task.id}", case, [*people, case.handler], reminder_messages.task_late(case, task))


def rulings_late(today: Today) -> Iterator[Due]:
    """Tell whoever is to rule on a hand-back that its day is over, and the supervisors with them."""
    for case in _cases(today, Case.handed_back_at.is_not(None), Case.status.in_(RULING)):
        if case.handed_back_at and _over(case.handed_back_at, today):
            ruling = (COORDINATOR, SUPERVISOR) if case.hand_backs <= HAND_BACKS_OF_COORDINATOR else (SUPERVISOR,)
            key = f"hand-back-late:{case.id}:{case.hand_backs}"
            yield Due(key, case, today.people(*ruling), reminder_messages.ruling_late(case))


def _over(at: datetime, today: Today) -> bool:
    """Tell whether the working day on which something came is over."""
    return today.on > day_of(at, today.calendar, MIDNIGHT)


def rectifications_late(today: Today) -> Iterator[Due]:
    """Tell the supervisors of bad ratings not verified in time, and the handler too of those not rectified."""
    stands = sa.and_(Rating.mistaken_at.is_(None), Rating.rectified_at.is_(None), Case.status.in_(RECTIFYING))
    rated = sa.select(Case, Rating).join(Rating, Rating.case_id == Case.id).where(stands)
    for case, rating in today.session.execute(rated.where(Rating.verify_by < today.on)).unique():
        supervisors = today.people(SUPERVISOR)
        if rating.verified_at is None:
            message = reminder_messages.verification_late(case, rating)
            yield Due(f"verify-late:{rating.id}", case, supervisors, message)
        if rating.rectify_by and rating.rectify_by < today.on:
            message = reminder_messages.rectification_late(case, rating.rectify_by)
            yield Due(f"rectify-late:{rating.id}", case, [case.handler, *supervisors], message)


def calls_late(today: Today) -> Iterator[Due]:
    """Tell the coordinators of calls not made in time, and the handler of what one found and is not put right."""
    called = sa.select(Case, FollowUp).join(FollowUp, FollowUp.case_id == Case.id).where(FollowUp.lapsed_at.is_(None))
    unmade = called.where(FollowUp.called_at.is_(None), FollowUp.due_on < today.on)
    for case, call in today.session.execute(unmade).unique():
        message = reminder_messages.call_late(case, call)
        yield Due(f"call-late:{call.id}", case, today.people(COORDINATOR), message)
    unrectified = called.where(FollowUp.rectified_at.is_(None), FollowUp.rectify_by < today.on)
    for case, call in today.session.execute(unrectified).unique():
        if call.rectify_by:
            message = reminder_messages.rectification_late(case, call.rectify_by)
            yield Due(f"call-rectify-late:{call.id}", case, [case.handler, *today.people(SUPERVISOR)], message)


def days_missed(today: Today) -> Iterator[Due]:
    """Tell who owes it that a case was not dispatched, served or reported on the day on which it came."""
    owed = sa.and_(Milestone.reached_at.is_(None), Milestone.due_on < today.on, Case.status.in_(OPEN))
    recent = Milestone.due_on >= today.on - timedelta(days=7)  # what is older is a matter of the rates
    statement = sa.select(Case, Milestone).join(Milestone, Milestone.case_id == Case.id).where(owed, recent)
    for case, milestone in today.session.execute(statement).unique():
        by_handler = milestone.kind is not MilestoneKind.DISPATCHED and case.handler
        people = [case.handler] if by_handler else today.people(COORDINATOR)
        message = reminder_messages.day_missed(case, milestone)
        yield Due(f"missed:{milestone.id}", case, people, message)


def _cases(today: Today, *conditions: sa.ColumnElement[bool]) -> list[Case]:
    return list(today.session.scalars(sa.select(Case).where(*conditions)).unique())


LOOKS: tuple[Callable[[Today], Iterator[Due]], ...] = (
    silence_ahead,
    tasks_due,
    rulings_late,
    rectifications_late,
    calls_late,
    days_missed,
)
