"""Who can fill a slot, a person or for the unit slot a unit, with what pairing goes by and what each has to do."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account, ServiceArea
from portal.accounts.queries import with_role
from portal.enterprises.models import Enterprise
from portal.pairing.leaves import away_on
from portal.pairing.matching.costs import Helper, Path
from portal.pairing.matching.topics import words
from portal.pairing.models import Pairing
from portal.pairing.proposals.areas import paths, rooted
from portal.pairing.proposals.charges import charges
from portal.pairing.queries import SLOT_ROLES
from portal.units.models import Unit
from portal.units.queries import RESPONSIBLE, of_kinds
from portal.vocabulary import Slot, Standing, UnitKind

TERRITORIAL = frozenset({UnitKind.STREET, UnitKind.GRID})


def fit_for(session: Session, slot: Slot) -> Sequence[Account] | Sequence[Unit]:
    """Return who can fill a slot: the people of its role, or the units that may be responsible for an enterprise.

    Of the departments those of which it is known what they are in charge of, or that stand by an enterprise already; a
    street is responsible for what lies in it.
    """
    if slot is not Slot.UNIT:
        return with_role(session, SLOT_ROLES[slot])
    holding = set(session.scalars(sa.select(Pairing.unit_id).where(Pairing.ended_at.is_(None))))
    return [
        unit
        for unit in of_kinds(session, *RESPONSIBLE)
        if unit.kind is UnitKind.STREET or unit.sectors or unit.themes or unit.id in holding
    ]


def gather_helpers(
    session: Session,
    slot: Slot,
    in_need: Collection[int] = (),
    *,
    people: Sequence[Account] | Sequence[Unit] | None = None,
) -> list[Helper]:
    """Return who can fill a slot, with the enterprises that each has besides this slot of those in need."""
    people = fit_for(session, slot) if people is None else people
    loads = loads_besides(session, slot, set(in_need))
    known = charges(session, slot, {one.id for one in people})
    served = _served(session, people)
    away = away_on(session, clock.today()) if slot is not Slot.UNIT else {}
    whole = _most(session) if slot is Slot.UNIT else 0
    return [
        Helper(
            one.id,
            frozenset(served.get(one.id, ())),
            words(one.themes if isinstance(one, Unit) else one.specialities),
            frozenset() if isinstance(one, Unit) else words(one.languages) | words(one.specialities),
            known.get(one.id, frozenset()),
            whole if isinstance(one, Unit) else one.capacity,
            loads.get(one.id, 0),
            one.id in away,
        )
        for one in people
    ]


def _most(session: Session) -> int:
    """Return how many enterprises a unit can have: it has people for that, so any number of the verified ones."""
    statement = sa.select(sa.func.count()).where(Enterprise.standing == Standing.VERIFIED)
    return max(session.scalar(statement) or 0, 1)


def _served(session: Session, people: Sequence[Account] | Sequence[Unit]) -> Mapping[int, set[Path]]:
    """Return the streets and grids that each serves; none for those who serve the whole county."""
    where = paths(session)
    units = {unit.id: unit for unit in session.scalars(sa.select(Unit))}
    found: dict[int, set[Path]] = defaultdict(set)

    def add(one_id: int, unit_id: int | None) -> None:
        unit = units.get(unit_id or 0)
        if unit and unit.kind in TERRITORIAL:
            found[one_id].add(rooted(where[unit.id], unit))

    for one in people:
        if isinstance(one, Unit):
            add(one.id, one.id)
            add(one.id, one.parent_id)
        else:
            add(one.id, one.unit_id)
    ids = {one.id for one in people if isinstance(one, Account)}
    for account_id, unit_id in session.execute(sa.select(ServiceArea.account_id, ServiceArea.unit_id)):
        if account_id in ids:
            add(account_id, unit_id)
    return found


def loads_besides(session: Session, slot: Slot, in_need: set[int]) -> dict[int, int]:
    """Return how many enterprises each has, those left out that only stand in the slot that is proposed for."""
    who = Pairing.unit_id if slot is Slot.UNIT else Pairing.account_id
    statement = sa.select(who, Pairing.enterprise_id, Pairing.slot).where(Pairing.ended_at.is_(None), who.is_not(None))
    counted: dict[int, set[int]] = defaultdict(set)
    for one_id, enterprise_id, filled in session.execute(statement):
        if one_id is not None and (filled is not slot or enterprise_id not in in_need):
            counted[one_id].add(enterprise_id)
    return {one_id: len(enterprises) for one_id, enterprises in counted.items()}


def held_by(session: Session, slot: Slot) -> dict[int, int]:
    """Return who, a person or a unit, stands by each enterprise in a slot today."""
    who = Pairing.unit_id if slot is Slot.UNIT else Pairing.account_id
    rows = session.execute(
        sa.select(Pairing.enterprise_id, who).where(Pairing.slot == slot, Pairing.ended_at.is_(None))
    )
    return {enterprise_id: one_id for enterprise_id, one_id in rows if one_id is not None}
