"""What other units are asked for: support with a task (协办), or an opinion on a question put to several (征求意见).

The handling unit waits for every task. An opinion it waits for until its limit only: whoever has said nothing by then
counts as having none, as letters of consultation put it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.attachments.models import Attachment
from portal.cases.care.secrecy import check_handling
from portal.cases.handlers import messages
from portal.cases.limits.rules import halved
from portal.cases.limits.timing import limit_table, path_of
from portal.cases.models import Case, Task
from portal.cases.moves import move, tell
from portal.cases.workflow import Action
from portal.errors import NotPermitted, RuleBroken
from portal.permissions.actor import Actor
from portal.presentation.dates import date_text
from portal.units.models import Unit
from portal.vocabulary import LimitSubject, Role, Stance, TaskKind
from portal.workdays import load_calendar

TASK_ROLES = (Role.OFFICER, Role.LIAISON)  # who replies for a unit, as the permissions have it


def days_for(session: Session, case: Case) -> int:
    """Return the working days in which a unit replies on a case."""
    days = limit_table(session).days(case.kind, LimitSubject.TASK, path_of(case.category))
    return halved(days) if case.green_channel else days


def usual_day(session: Session, case: Case) -> date:
    """Return the day by which a unit that is asked today replies."""
    return load_calendar(session).add(clock.today(), days_for(session, case))


def give(
    session: Session,
    case: Case,
    unit: Unit,
    what: str,
    *,
    actor: Actor,
    kind: TaskKind = TaskKind.SUPPORT,
    due_on: date | None = None,
) -> Task:
    """Ask a unit for something and tell its people; without a day it has the usual limit."""
    task = Task(
        kind=kind,
        unit=unit,
        unit_id=unit.id,
        what=what,
        given_at=clock.now(),
        due_on=due_on or usual_day(session, case),
    )
    case.tasks.append(task)
    tell(session, case, people_of(session, unit.id), actor, messages.task_given(case, task))
    return task


def people_of(session: Session, unit_id: int) -> list[Account]:
    """Return those who can reply for a unit."""
    return [person for role in TASK_ROLES for person in with_role(session, role, [unit_id])]


def consult(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    kind: TaskKind,
    units: Sequence[Unit],
    what: str,
    due_on: date,
    seen: int | None = None,
) -> None:
    """Ask several units for the same. Raises RuleBroken for the handling unit, an open question or a wrong day."""
    for unit in units:
        check_handling(session, case, unit, supported=True)
    _check_units(case, units)
    _check_day(session, due_on)
    facts = {"kind_of_task": kind, "units": [unit.name for unit in units], "on": due_on.isoformat()}
    move(session, case, Action.CONSULT, actor=actor, text=what, public=False, facts=facts, seen=seen)
    for unit in units:
        give(session, case, unit, what, actor=actor, kind=kind, due_on=due_on)
    tell(session, case, [case.handler], actor, messages.consulted(case, [unit.name for unit in units], what))


def reply(
    session: Session,
    case: Case,
    task: Task,
    *,
    actor: Actor,
    text: str,
    stance: Stance | None = None,
    files: Iterable[Attachment] = (),
) -> None:
    """Reply for a unit that was asked.

    Raises RuleBroken once it has replied, and at ``stance`` for an opinion without one.
    """
    if task.case_id != case.id:
        raise NotPermitted
    if not task.is_open:
        raise RuleBroken(_("This task has already been replied to."))
    if task.kind is TaskKind.OPINION and stance is None:
        raise RuleBroken(_("Choose what your unit says to it."), "stance")
    facts = {"unit": task.unit.name, "what": task.what, "task": task.id, "stance": stance or ""}
    move(session, case, Action.REPLY_TASK, actor=actor, text=text, public=False, facts=facts, files=files, thing=task)
    task.reply, task.replied_at, task.replied_by_id, task.stance = text, clock.now(), actor.account_id, stance
    tell(session, case, [case.handler], actor, messages.task_replied(case, task))


def _check_units(case: Case, units: Sequence[Unit]) -> None:
    if case.handling_unit_id in {unit.id for unit in units}:
        raise RuleBroken(_("The handling unit cannot support itself. Choose another supporting unit."), "units")
    waiting = {task.unit_id for task in case.open_tasks}
    if names := "、".join(unit.short_name for unit in units if unit.id in waiting):
        raise RuleBroken(_("%(units)s still has to reply to what it was asked before.", units=names), "units")


def _check_day(session: Session, on: date) -> None:
    if on <= clock.today() or not load_calendar(session).is_working(on):
        raise RuleBroken(_("%(day)s will not do. Choose a working day after today.", day=date_text(on)), "due_on")


def what_blocks(case: Case, today: date) -> str:
    """Return the units whose reply is waited for before an outcome can be proposed; empty where none is."""
    return "、".join(task.unit.short_name for task in case.tasks if task.blocks(today))


def release(case: Case) -> None:
    """Let what other units still owe lapse, as when an outcome is proposed after their limit or the case has ended."""
    for task in case.open_tasks:
        task.lapsed_at = clock.now()
