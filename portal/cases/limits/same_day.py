"""The same-day triple (当日分案、当日送达、当日报告) and the first contact: when due, what reaches them, and rates.

A case is to be dispatched, served on its handler and reported on during the working day on which it comes in. What
comes after the cut-off hour, or on a day off, belongs to the next working day. Each row is made with the case; its
proof is an act of the record, or that the handler has opened the notice.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases.limits.milestone_models import Milestone
from portal.cases.limits.timing import limit_table, path_of
from portal.cases.models import Case, CaseEvent
from portal.cases.workflow import Action
from portal.notifications.models import Notification
from portal.pairing.leaves import lasts
from portal.pairing.people_models import Leave
from portal.settings import current_settings
from portal.vocabulary import LimitSubject, MilestoneKind, Role
from portal.workdays import WorkCalendar, load_calendar

K = MilestoneKind
TRIPLE = (K.DISPATCHED, K.SERVED, K.REPORTED)
OPENED = "opened-notice"
ENDING = frozenset({Action.DECLINE, Action.WITHDRAW})
# By what the handler does, it is proved that the case has been served; by some of it, that there is a report.
REPORTS = frozenset({Action.NOTE, Action.ANSWER, Action.ASK, Action.PROPOSE, Action.HAND_BACK, Action.EXTEND})
CONTACTS = frozenset({Action.NOTE, Action.ANSWER, Action.ASK, Action.PROPOSE})
ENTERPRISE, COORDINATOR = Role.ENTERPRISE, Role.COORDINATOR


def day_of(at: datetime, calendar: WorkCalendar, cutoff_hour: int) -> date:
    """Return the working day to which what comes in at an instant belongs."""
    local = at.astimezone(clock.LOCAL)
    return calendar.working_day(local.date()) if local.hour < cutoff_hour else calendar.add(local.date(), 1)


def due_dates(
    submitted_at: datetime, calendar: WorkCalendar, cutoff_hour: int, contact_days: int
) -> dict[MilestoneKind, date]:
    """Return the last day for each of the four; the day of submission is not counted for the contact."""
    first = day_of(submitted_at, calendar, cutoff_hour)
    contact = calendar.add(clock.local_date(submitted_at), contact_days)
    return dict.fromkeys(TRIPLE, first) | {K.CONTACTED: contact}


def reached_by(action: str, role: str, *, public: bool, is_handler: bool) -> frozenset[MilestoneKind]:
    """Return what an act reaches, by whom it is done and whether the enterprise sees it."""
    reached = {K.DISPATCHED} if action == Action.DISPATCH else set()
    if is_handler:
        reached.add(K.SERVED)
    if action in REPORTS and role not in {ENTERPRISE, COORDINATOR}:
        reached.add(K.REPORTED)
    if action in CONTACTS and public and role != ENTERPRISE:
        reached.add(K.CONTACTED)
    return frozenset(reached)


def begin(session: Session, case: Case) -> None:
    """Make the rows of a case that has just been submitted."""
    settings = current_settings()
    contact = limit_table(session).days(case.kind, LimitSubject.CONTACT, path_of(case.category))
    due = due_dates(case.submitted_at, load_calendar(session), settings.cutoff_hour, contact)
    case.milestones = [Milestone(kind=kind, due_on=on) for kind, on in due.items()]


def observe(case: Case, event: CaseEvent, hands: frozenset[int]) -> None:
    """Note what an act of the record has reached; a case that ends early owes nothing that is not yet late.

    ``hands`` are the accounts for which the actor acts: a deputy serves and reports for the handler who is away.
    """
    is_handler = case.handler_id in hands
    reached = reached_by(event.action, event.actor_role, public=event.public, is_handler=is_handler)
    for milestone in case.milestones:
        if milestone.reached_at is None and milestone.kind in reached:
            reach(milestone, at=event.at, by=event.actor_name, proof=event.action)
    if event.action in ENDING:
        today = clock.local_date(event.at)
        case.milestones = [one for one in case.milestones if one.reached_at or one.due_on < today]


def reach(milestone: Milestone, *, at: datetime, by: str, proof: str) -> None:
    """Note when something was done, by whom, and what proves it."""
    milestone.reached_at, milestone.reached_on = at, clock.local_date(at)
    milestone.by_name, milestone.proof = by, proof


def serve_by_notices(session: Session) -> list[str]:
    """Note as served the cases whose handler, or the deputy today, has opened a notice; return their references."""
    reader = Notification.recipient_id.in_((Case.handler_id, Leave.deputy_id))
    opened = (
        sa.select(Case, Milestone, Account.name, Notification.read_at)
        .join(Milestone, Milestone.case_id == Case.id)
        .outerjoin(Leave, sa.and_(Leave.account_id == Case.handler_id, lasts(clock.today())))
        .join(Notification, sa.and_(reader, Notification.link == sa.literal("/cases/") + Case.reference))
        .join(Account, Account.id == Notification.recipient_id)
        .where(Milestone.kind == K.SERVED, Milestone.reached_at.is_(None), Notification.read_at.is_not(None))
        .order_by(Notification.read_at)
    )
    served = []
    for case, milestone, name, at in session.execute(opened).unique():
        if milestone.reached_at is None and at is not None:
            reach(milestone, at=at, by=name, proof=OPENED)
            served.append(case.reference)
    return served


def dispatch_on(case: Case, calendar: WorkCalendar, today: date) -> date:
    """Return the working day on which a case is to be dispatched: its own, or once that is over the next to come."""
    own = (one.due_on for one in case.milestones if one.kind is K.DISPATCHED)
    return max([calendar.working_day(today), *own])


def unserved(case: Case) -> bool:
    """Tell whether the handler has still to sign for the case."""
    return any(one.kind is K.SERVED and one.reached_at is None for one in case.milestones)


def missed(milestones: Iterable[Milestone], today: date) -> list[Milestone]:
    """Return what was done late, or is late and still not done."""
    return [one for one in milestones if (one.reached_on or today) > one.due_on]


def in_order(milestones: Sequence[Milestone]) -> list[Milestone]:
    """Return the milestones as they follow each other."""
    order = list(K)
    return sorted(milestones, key=lambda one: order.index(one.kind))
