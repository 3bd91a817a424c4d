"""Confidential cases: who is told of them, in what words, and to whom they may be given."""

from collections.abc import Iterable

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.audit.operations import record_view
from portal.cases.models import Case
from portal.enterprises.queries import enterprise_ids_of
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.units.queries import ids_within
from portal.vocabulary import Role


def within_circle(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that the actor may know of a case: the twin of :mod:`portal.permissions.secrecy`."""
    if actor.is_system:
        return sa.true()
    circle = [~Case.confidential, Case.enterprise_id.in_(actor.enterprise_ids), Case.handler_id == actor.account_id]
    if actor.has(Role.SUPERVISOR):
        elsewhere = Case.reported_unit_id != actor.unit_id
        circle.append(sa.or_(Case.reported_unit_id.is_(None), elsewhere) if actor.unit_id else sa.true())
    return sa.or_(*circle)


def confidants(session: Session, case: Case) -> list[Account]:
    """Return the supervisors who may know of a confidential case: all but those of the unit reported on."""
    return [
        person
        for person in with_role(session, Role.SUPERVISOR)
        if case.reported_unit_id is None or person.unit_id != case.reported_unit_id
    ]


def who_may_be_told(session: Session, case: Case, people: Iterable[Account]) -> list[Account]:
    """Return the people who may know of a case; in place of those who may not, the supervisors are told."""
    people = list(people)
    if not case.confidential:
        return people
    inside = confidants(session, case)
    near = {person.id for person in inside} | {case.handler_id}
    kept = [one for one in people if one.id in near or case.enterprise_id in enterprise_ids_of(session, one.id)]
    return kept if len(kept) == len(people) else [*kept, *inside]


def note_look(session: Session, actor: Actor, case: Case, **detail: str | int | bool | None) -> None:
    """Record that somebody looked at a case that is not for everybody: the trail tells who knew of it."""
    if case.confidential or case.restricted:
        record_view(session, actor, f"case:{case.reference}", **detail)


def check_handling(session: Session, case: Case, unit: Unit, *, supported: bool = False) -> None:
    """Raise RuleBroken where a confidential case would go to the unit reported on, or to anyone but one person."""
    if not case.confidential:
        return
    if supported:
        raise RuleBroken(_("A confidential report is given to one person alone, without supporting units."), "tasks")
    if unit.id in reported_on(session, case):
        raise RuleBroken(_("The unit that is reported on cannot handle the report. Choose another unit."), "unit")


def reported_on(session: Session, case: Case) -> frozenset[int]:
    """Return the ids of the unit reported on and of those within it, none of which handles the report."""
    if not case.confidential or case.reported_unit_id is None:
        return frozenset()
    return frozenset(session.scalars(ids_within(case.reported_unit_id)))
