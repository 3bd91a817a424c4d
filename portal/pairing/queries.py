"""Reading pairings."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.queries import with_role
from portal.enterprises.models import Enterprise
from portal.pairing.candidates import Candidate, is_near, ranked
from portal.pairing.models import Pairing
from portal.pairing.people_models import TeamMember
from portal.permissions.actor import Actor
from portal.units.queries import RESPONSIBLE, of_kinds
from portal.vocabulary import Reopening, Role, Slot, Standing

Slots = Mapping[Slot, Pairing | None]
Condition = sa.ColumnElement[bool]

SLOT_ROLES: Mapping[Slot, Role] = {
    Slot.LEADER: Role.LEADER,
    Slot.LIAISON: Role.LIAISON,
    Slot.LAWYER: Role.LAWYER,
}


def current_for(session: Session, enterprise_id: int) -> dict[Slot, Pairing]:
    """Return who fills each slot of an enterprise today; an empty slot is not in the answer."""
    statement = sa.select(Pairing).where(Pairing.enterprise_id == enterprise_id, Pairing.ended_at.is_(None))
    return {pairing.slot: pairing for pairing in session.scalars(statement)}


def slots_of(session: Session, enterprise_id: int) -> Slots:
    """Return the four slots of an enterprise in their order, None where nobody stands by it yet."""
    current = current_for(session, enterprise_id)
    return {slot: current.get(slot) for slot in Slot}


def slots_by_enterprise(session: Session, enterprises: Iterable[Enterprise]) -> dict[int, Slots]:
    """Return the four slots of each enterprise, by its id, with one query."""
    found: dict[int, dict[Slot, Pairing | None]] = {one.id: dict.fromkeys(Slot) for one in enterprises}
    statement = sa.select(Pairing).where(Pairing.enterprise_id.in_(found), Pairing.ended_at.is_(None))
    for pairing in session.scalars(statement):
        found[pairing.enterprise_id][pairing.slot] = pairing
    return dict(found)


def history(session: Session, enterprise_id: int) -> Sequence[Pairing]:
    """Return every pairing that an enterprise has and had, newest first."""
    statement = sa.select(Pairing).where(Pairing.enterprise_id == enterprise_id)
    return session.scalars(statement.order_by(Pairing.began_at.desc(), Pairing.id.desc())).all()


def enterprises_of(session: Session, *account_ids: int) -> dict[Slot, frozenset[int]]:
    """Return the enterprises by whose side some people stand today, by slot, alone or with their teams."""
    teams = sa.select(TeamMember.team_id).where(TeamMember.account_id.in_(account_ids))
    statement = sa.select(Pairing.slot, Pairing.enterprise_id).where(
        sa.or_(Pairing.account_id.in_(account_ids), Pairing.team_id.in_(teams)),
        Pairing.ended_at.is_(None),
    )
    found: dict[Slot, set[int]] = {slot: set() for slot in Slot}
    for slot, enterprise_id in session.execute(statement):
        found[slot].add(enterprise_id)
    return {slot: frozenset(ids) for slot, ids in found.items()}


def enterprises_of_unit(session: Session, unit_id: int) -> frozenset[int]:
    """Return the enterprises for which a unit is responsible today."""
    statement = sa.select(Pairing.enterprise_id).where(Pairing.unit_id == unit_id, Pairing.ended_at.is_(None))
    return frozenset(session.scalars(statement))


def own(session: Session, actor: Actor, reopening: Reopening | None = None) -> Sequence[Pairing]:
    """Return today's pairings of the actor, by the enterprise's name.

    They are the actor's, those of the actor's teams and of whoever the actor deputises, and of an officer's unit.
    """
    teams = sa.select(TeamMember.team_id).where(TeamMember.account_id == actor.account_id)
    mine: list[Condition] = [Pairing.account_id.in_(actor.hands), Pairing.team_id.in_(teams)]
    if actor.has(Role.OFFICER) and actor.unit_id is not None:
        mine.append(Pairing.unit_id == actor.unit_id)
    statement = sa.select(Pairing).join(Pairing.enterprise).where(Pairing.ended_at.is_(None), sa.or_(*mine))
    if reopening is not None:
        statement = statement.where(Enterprise.reopening == reopening)
    return session.scalars(statement.order_by(Enterprise.name, Enterprise.id, Pairing.id)).all()


def lacking(slot: Slot | None = None) -> Condition:
    """Return which verified enterprises lack a slot, or any of the four, for use in the directory's search."""
    filled = sa.select(Pairing.slot).where(Pairing.enterprise_id == Enterprise.id, Pairing.ended_at.is_(None))
    if slot is not None:
        empty = ~filled.where(Pairing.slot == slot).exists()
    else:
        empty = filled.with_only_columns(sa.func.count()).scalar_subquery() < len(Slot)
    return sa.and_(Enterprise.standing == Standing.VERIFIED, empty)


def candidates(session: Session, enterprise: Enterprise, slot: Slot) -> list[Candidate]:
    """Return who could fill a slot of an enterprise, the most suitable first, with what each has to do today."""
    if slot is Slot.UNIT:
        return ranked(_units(session, enterprise))
    return ranked(_people(session, enterprise, slot))


def _units(session: Session, enterprise: Enterprise) -> Iterable[Candidate]:
    loads = _loads(session, Pairing.unit_id)
    for unit in of_kinds(session, *RESPONSIBLE):
        near = is_near(unit, enterprise.area)
        load = loads.get(unit.id, 0)
        yield Candidate(unit.id, unit.name, unit.telephone, specialities=unit.themes, load=load, same_area=near)


def _people(session: Session, enterprise: Enterprise, slot: Slot) -> Iterable[Candidate]:
    loads = _loads(session, Pairing.account_id)
    for person in with_role(session, SLOT_ROLES[slot]):
        yield Candidate(
            person.id,
            person.name,
            office=person.office,
            specialities=person.specialities,
            load=loads.get(person.id, 0),
            capacity=person.capacity,
            same_area=is_near(person.unit, enterprise.area),
        )


def _loads(session: Session, who: sa.orm.InstrumentedAttribute[int | None]) -> dict[int, int]:
    statement = sa.select(who, sa.func.count(Pairing.enterprise_id.distinct()))
    counted = session.execute(statement.where(who.is_not(None), Pairing.ended_at.is_(None)).group_by(who))
    return {key: load for key, load in counted if key is not None}


def loads_of_people(session: Session) -> dict[int, int]:
    """Return by how many enterprises each person stands today."""
    return _loads(session, Pairing.account_id)
