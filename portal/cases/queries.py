"""Reading cases: whose they are to see, one of them, its record and its files."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases.care.secrecy import within_circle
from portal.cases.conferences.models import Conference, Participant
from portal.cases.models import Case, CaseEvent, CaseFile, Category, Task
from portal.cases.workflow import Action
from portal.errors import NotFound
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import CaseKind, Role

# Those who watch over all cases.
OVERSEEING = (Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition under which the actor sees a case: the twin of the permission ``case:view``."""
    return sa.and_(_granted(actor), within_circle(actor))


def _granted(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.has(*OVERSEEING):
        return sa.true()
    granted: list[sa.ColumnElement[bool]] = [Case.enterprise_id.in_(actor.enterprise_ids)]
    if actor.account_id is not None:
        granted += [
            Case.handler_id.in_(actor.hands),
            sa.and_(Case.on_behalf, Case.submitted_by_id == actor.account_id),
        ]
    if actor.has(Role.LIAISON):
        granted.append(Case.enterprise_id.in_(actor.liaison_of))
    if actor.has(Role.LAWYER):
        granted.append(sa.and_(Case.enterprise_id.in_(actor.lawyer_of), Case.kind == CaseKind.LEGAL_QUESTION))
    if actor.has(Role.OFFICER):
        ours = sa.or_(Case.enterprise_id.in_(actor.responsible_for), handled_by(actor.unit_id))
        granted.append(sa.and_(ours, ~Case.restricted))
    if actor.has(Role.OFFICER, Role.LIAISON):
        granted.append(supported_by(actor.unit_id))
    return sa.or_(*granted)


def handled_by(unit_id: int | None) -> sa.ColumnElement[bool]:
    """Return the condition that a unit handles a case (主办)."""
    return sa.false() if unit_id is None else Case.handling_unit_id == unit_id


def supported_by(unit_id: int | None, *, still_open: bool = False) -> sa.ColumnElement[bool]:
    """Return the condition that a unit has or had a task in a case or is invited to a conference on it.

    With ``still_open``, that a reply of the unit is still waited for.
    """
    if unit_id is None:
        return sa.false()
    task = sa.select(Task.id).where(Task.case_id == Case.id, Task.unit_id == unit_id)
    if still_open:
        return task.where(Task.replied_at.is_(None), Task.lapsed_at.is_(None)).exists()
    invited = sa.select(Participant.id).join(Conference, Conference.id == Participant.conference_id)
    return sa.or_(task.exists(), invited.where(Conference.case_id == Case.id, Participant.unit_id == unit_id).exists())


def visible_case(session: Session, actor: Actor, reference: str) -> Case:
    """Return the case; raise NotFound where there is none and where the actor may not see it, alike."""
    case = session.scalars(sa.select(Case).where(Case.reference == reference, visible_to(actor))).unique().one_or_none()
    if case is None:
        raise NotFound
    return case


def sees_internal(actor: Actor, case: Case) -> bool:
    """Tell whether the actor reads what is written for the office only; the enterprise's own people never do."""
    return actor.is_staff and case.enterprise_id not in actor.enterprise_ids


def readable(actor: Actor, case: Case) -> sa.ColumnElement[bool]:
    """Return the condition that the actor may read a line of the record: public, internal or privileged."""
    written = sa.true() if sees_internal(actor, case) else CaseEvent.public.is_(True)
    advised = permits(actor, Permission.CASE_READ_ADVICE, case)
    return written if advised else sa.and_(written, ~CaseEvent.privileged)


def may_read(actor: Actor, case: Case, event: CaseEvent) -> bool:
    """Tell whether the actor may read a line of the record; the twin of :func:`readable`."""
    if event.privileged and not permits(actor, Permission.CASE_READ_ADVICE, case):
        return False
    return event.public or sees_internal(actor, case)


def record_of(session: Session, case: Case, actor: Actor) -> Sequence[CaseEvent]:
    """Return the lines of the record that the actor may read, the newest first."""
    statement = sa.select(CaseEvent).where(CaseEvent.case_id == case.id, readable(actor, case))
    return session.scalars(statement.order_by(CaseEvent.at.desc(), CaseEvent.id.desc())).all()


def last_event(session: Session, case: Case) -> CaseEvent | None:
    """Return the newest line of the record, whoever may read it."""
    statement = sa.select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.id.desc()).limit(1)
    return session.scalars(statement).first()


def last_act(session: Session, case: Case, action: Action) -> CaseEvent | None:
    """Return the newest line of the record that is of one act."""
    statement = sa.select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.action == action)
    return session.scalars(statement.order_by(CaseEvent.id.desc()).limit(1)).first()


def visible_file(session: Session, case: Case, actor: Actor, file_id: int) -> CaseFile:
    """Return a file of the record that the actor may read; raise NotFound otherwise."""
    statement = (
        sa.select(CaseFile)
        .join(CaseEvent, CaseEvent.id == CaseFile.event_id)
        .where(CaseFile.id == file_id, CaseEvent.case_id == case.id, readable(actor, case))
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def files_of_submission(record: Iterable[CaseEvent]) -> list[CaseFile]:
    """Return the files that came with the submission."""
    return [file for event in record if event.action == Action.SUBMIT for file in event.files]


def task_of(case: Case, task_id: int) -> Task:
    """Return a supporting task of the case; raise NotFound where it has none such."""
    task = next((task for task in case.tasks if task.id == task_id), None)
    if task is None:
        raise NotFound
    return task


def categories(session: Session) -> Sequence[Category]:
    """Return the category tree in its order, each category right after its parent."""
    parent = sa.orm.aliased(Category)
    statement = (
        sa.select(Category)
        .outerjoin(parent, Category.parent_id == parent.id)
        .order_by(
            sa.func.coalesce(parent.position, Category.position),
            sa.func.coalesce(parent.id, Category.id),
            Category.parent_id.is_not(None),
            Category.position,
            Category.id,
        )
    )
    return session.scalars(statement).unique().all()
