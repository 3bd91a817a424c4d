"""Counting limits anew when the calendar changes: which dates move, from when to when, and moving them.

A promise is a number of working days. When the days off of a year become known, its date is not the same any more;
whoever changes the calendar sees every date that moves before it moves, and the people concerned are told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.handlers.tasks import people_of
from portal.cases.limits import lights, reminder_messages
from portal.cases.limits.milestone_models import Milestone
from portal.cases.limits.timing import deadline_of
from portal.cases.models import Case, Rating, Task
from portal.cases.moves import move, tell
from portal.cases.operations import enterprise_side
from portal.cases.workflow import Action
from portal.permissions.actor import SYSTEM
from portal.vocabulary import OPEN, TaskKind
from portal.workdays import WorkCalendar, load_calendar

Recounted = Callable[[date, date], date]


@dataclass(frozen=True)
class Moved:
    """A date that moves; ``thing`` is the row that holds it in ``field``."""

    case: Case
    what: str
    was: date
    now: date
    thing: object
    field: str


def recounted(old: WorkCalendar, new: WorkCalendar) -> Recounted:
    """Return how a date is counted anew, from its start: as many working days by the new calendar as by the old.

    What is due on the day itself stays due on it, or on the first working day after it.
    """

    def anew(start: date, due: date) -> date:
        days = old.count(start, due)
        if days:
            return new.add(start, days)
        return due if new.is_working(due) else new.add(due, 1)

    return anew


def moved(session: Session, old: WorkCalendar, new: WorkCalendar) -> list[Moved]:
    """Return every date that is still to come and moves with the calendar, case by case."""
    anew = recounted(old, new)
    found = [*_promises(session, new), *_tasks(session, anew), *_ratings(session, anew), *_later(session, anew)]
    return sorted((one for one in found if one.was != one.now), key=lambda one: (one.case.reference, one.now))


def _promises(session: Session, new: WorkCalendar) -> Iterator[Moved]:
    for case in session.scalars(sa.select(Case).where(lights.running(), Case.due_on.is_not(None))).unique():
        due_on = deadline_of(case, new, clock.today()).due_on
        if case.due_on and due_on:
            yield Moved(case, _("promised date"), case.due_on, due_on, case, "due_on")


def _tasks(session: Session, anew: Recounted) -> Iterator[Moved]:
    waiting = (Task.replied_at.is_(None), Task.lapsed_at.is_(None), Task.due_on >= clock.today())
    statement = sa.select(Case, Task).join(Task, Task.case_id == Case.id).where(*waiting)
    for case, task in session.execute(statement).unique():
        words = _("supporting task, %(unit)s") if task.kind is TaskKind.SUPPORT else _("opinion, %(unit)s")
        now = anew(clock.local_date(task.given_at), task.due_on)
        yield Moved(case, words % {"unit": task.unit.short_name}, task.due_on, now, task, "due_on")


def _ratings(session: Session, anew: Recounted) -> Iterator[Moved]:
    today = clock.today()
    stands = (Rating.rectified_at.is_(None), Rating.mistaken_at.is_(None), Rating.rectify_by >= today)
    for case, rating in session.execute(
        sa.select(Case, Rating).join(Rating, Rating.case_id == Case.id).where(*stands)
    ).unique():
        start = clock.local_date(rating.rated_at)
        if rating.rectify_by:
            now = anew(start, rating.rectify_by)
            yield Moved(case, _("rectification"), rating.rectify_by, now, rating, "rectify_by")
        if rating.verify_by and rating.verified_at is None and rating.verify_by >= today:
            now = anew(start, rating.verify_by)
            yield Moved(case, _("verification"), rating.verify_by, now, rating, "verify_by")


def _later(session: Session, anew: Recounted) -> Iterator[Moved]:
    """Yield the follow-up calls, and of open cases what is due early."""
    today = clock.today()
    waiting = (FollowUp.called_at.is_(None), FollowUp.lapsed_at.is_(None), FollowUp.due_on >= today)
    calls = sa.select(Case, FollowUp).join(FollowUp, FollowUp.case_id == Case.id).where(*waiting)
    for case, call in session.execute(calls).unique():
        start = clock.local_date(case.ended_at or clock.now())
        yield Moved(case, _("follow-up call"), call.due_on, anew(start, call.due_on), call, "due_on")
    owed = (Milestone.reached_at.is_(None), Milestone.due_on >= today, Case.status.in_(OPEN))
    early = sa.select(Case, Milestone).join(Milestone, Milestone.case_id == Case.id).where(*owed)
    for case, milestone in session.execute(early).unique():
        start = clock.local_date(case.submitted_at)
        now = anew(start, milestone.due_on)
        yield Moved(case, str(milestone.kind.label), milestone.due_on, now, milestone, "due_on")


def carry_out(session: Session, moves: list[Moved]) -> None:
    """Move the dates; what was promised to an enterprise goes into the record, and it and the handler are told.

    Raises nothing for a date that no longer stands as it was listed: the calendar decides, not the list.
    """
    for one in moves:
        setattr(one.thing, one.field, one.now)
    for one in moves:
        if one.thing is one.case:
            facts = {"was": one.was.isoformat(), "now": one.now.isoformat()}
            move(session, one.case, Action.RECOUNT, actor=SYSTEM, facts=facts)
            people = [one.case.handler, *enterprise_side(session, one.case)]
            tell(session, one.case, people, SYSTEM, reminder_messages.recounted(one.case, one.was, one.now))
        elif isinstance(one.thing, Task):
            people = [*people_of(session, one.thing.unit_id)]
            tell(session, one.case, people, SYSTEM, reminder_messages.recounted(one.case, one.was, one.now))


def recount(session: Session, before: WorkCalendar) -> list[Moved]:
    """Count everything anew after the calendar has been changed; return what has moved."""
    session.flush()
    moves = moved(session, before, load_calendar(session))
    carry_out(session, moves)
    return moves
