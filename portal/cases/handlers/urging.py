"""Urging a unit to reply to its task (催办): by a person, beside the reminders that the portal sends by itself.

A task is urged once a working day, by whomever; what is done on a day off belongs to the next working day.
"""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.handlers.tasks import people_of
from portal.cases.limits import reminder_messages
from portal.cases.models import Case, CaseEvent, Task
from portal.cases.moves import move, tell
from portal.cases.workflow import Action
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.presentation.dates import date_text
from portal.workdays import WorkCalendar, load_calendar


def urgings(task: Task, record: Iterable[CaseEvent]) -> list[CaseEvent]:
    """Return the lines of the record by which a task was urged, in the order of the record."""
    return [event for event in record if event.action == Action.URGE and event.facts["task"] == task.id]


def may_again(urged_on: Iterable[date], today: date, calendar: WorkCalendar) -> bool:
    """Tell whether a task urged on these days may be urged today: once a working day."""
    return calendar.working_day(today) not in {calendar.working_day(on) for on in urged_on}


def days_urged(session: Session, case: Case, task: Task) -> list[date]:
    """Return the local days on which a task was urged, the latest first."""
    found = sa.select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.action == Action.URGE)
    record = session.scalars(found.order_by(CaseEvent.id.desc()))
    return [clock.local_date(event.at) for event in urgings(task, record)]


def why_not(session: Session, case: Case, task: Task) -> str:
    """Return why a task cannot be urged now; empty where it can."""
    if not task.is_open:
        return str(_("This task has already been replied to."))
    days = days_urged(session, case, task)
    if not may_again(days, clock.today(), load_calendar(session)):
        return str(_("Urged on %(day)s already; once a working day is enough.", day=date_text(days[0])))
    return "" if people_of(session, task.unit_id) else str(_("The unit has nobody who could reply. Call it."))


def urge(session: Session, case: Case, task: Task, *, actor: Actor, text: str = "", seen: int | None = None) -> None:
    """Urge the unit of an open task to reply; those who reply for it are told.

    Raises RuleBroken for a task replied to, urged on this working day, or of a unit without anybody who could reply.
    """
    if cause := why_not(session, case, task):
        raise RuleBroken(cause)
    facts = {"unit": task.unit.name, "what": task.what, "task": task.id}
    line = move(session, case, Action.URGE, actor=actor, text=text, public=False, facts=facts, seen=seen)
    people = people_of(session, task.unit_id)
    tell(session, case, people, actor, reminder_messages.urged(case, task, line.actor_name, text))
