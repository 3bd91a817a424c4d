"""Who could handle a case: the units that have handlers, their people, and how much each has open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account, RoleAssignment
from portal.cases.handlers.tasks import TASK_ROLES
from portal.cases.limits import lights
from portal.cases.models import Case
from portal.cases.operations import HANDLING_ROLES
from portal.pairing.conflicts import Conflict, conflicts_of
from portal.pairing.queries import current_for
from portal.units.models import Unit
from portal.vocabulary import OPEN, CaseKind, Role, Slot, UnitKind


@dataclass(frozen=True)
class Candidate:
    """Somebody who could handle cases, with the open cases that this person has, and how many of them are late.

    ``conflicts`` are the person's conflicts of interest with the enterprises of these cases, by the enterprise's id;
    who has one with each of them is ``barred`` and cannot be chosen at all.
    """

    account: Account
    open_cases: int
    late_cases: int
    paired: bool
    conflicts: Mapping[int, Conflict] = field(default_factory=dict)
    barred: bool = False

    @property
    def reasons(self) -> list[str]:
        """Why the person must not act, a sentence each."""
        return sorted({conflict.reason(self.account.name) for conflict in self.conflicts.values()})


def units_with(session: Session, roles: Sequence[Role]) -> list[Unit]:
    """Return the open units in which somebody holds one of the roles, the departments first."""
    staffed = _active_with(roles).with_only_columns(Account.unit_id)
    found = session.scalars(sa.select(Unit).where(Unit.id.in_(staffed), ~Unit.closed).order_by(Unit.id)).unique()
    order = list(UnitKind)
    return sorted(found, key=lambda unit: (unit.kind is not UnitKind.DEPARTMENT, order.index(unit.kind), unit.id))


def handling_units(session: Session) -> list[Unit]:
    """Return the units that can handle a case (主办)."""
    return units_with(session, tuple(HANDLING_ROLES))


def supporting_units(session: Session) -> list[Unit]:
    """Return the units that can be given a supporting task (协办)."""
    return units_with(session, TASK_ROLES)


def _active_with(roles: Sequence[Role]) -> sa.Select[Account]:
    holders = sa.select(RoleAssignment.account_id).where(RoleAssignment.role.in_(roles))
    return sa.select(Account).where(Account.disabled_at.is_(None), Account.id.in_(holders))


def candidates(session: Session, cases: Sequence[Case], unit_id: int, today: date) -> list[Candidate]:
    """Return the people of a unit who could handle the cases; those paired with the enterprise first, then by load.

    Whoever must not, because of a conflict of interest, comes last and says why.
    """
    people = session.scalars(_active_with(tuple(HANDLING_ROLES)).where(Account.unit_id == unit_id)).unique().all()
    loads = _loads(session, [person.id for person in people], today)
    enterprises = {case.enterprise_id: case.enterprise for case in cases}
    near = [{one.account_id for one in current_for(session, key).values()} for key in enterprises]
    lawyers = [person for person in people if Role.LAWYER in person.roles]
    met = {key: conflicts_of(session, one, lawyers) if lawyers else {} for key, one in enterprises.items()}
    found = []
    for person in people:
        conflicts = {key: by_person[person.id] for key, by_person in met.items() if person.id in by_person}
        paired = all(person.id in ids for ids in near)
        barred = len(conflicts) == len(enterprises)
        found.append(Candidate(person, *loads.get(person.id, (0, 0)), paired, conflicts, barred))
    return sorted(found, key=lambda one: (one.barred, not one.paired, one.open_cases, one.account.id))


def _loads(session: Session, account_ids: Sequence[int], today: date) -> dict[int, tuple[int, int]]:
    statement = (
        sa.select(Case.handler_id, sa.func.count(), sa.func.count().filter(lights.late(today)))
        .where(Case.handler_id.in_(account_ids), Case.status.in_(OPEN), ~Case.confidential)
        .group_by(Case.handler_id)
    )
    return {handler: (total, late) for handler, total, late in session.execute(statement) if handler is not None}


def usual_unit(session: Session, case: Case) -> int | None:
    """Return the unit that usually gets such a case.

    For a legal question the firm of the enterprise's lawyer; otherwise the category's unit, then its parent's, then the
    unit responsible for the enterprise.
    """
    paired = current_for(session, case.enterprise_id)
    lawyer = paired[Slot.LAWYER].account if Slot.LAWYER in paired else None
    if case.kind is CaseKind.LEGAL_QUESTION and lawyer:
        return lawyer.unit_id
    category = case.category
    by_category = category.unit_id or (category.parent.unit_id if category.parent else None)
    return by_category or (paired[Slot.UNIT].unit_id if Slot.UNIT in paired else None)
