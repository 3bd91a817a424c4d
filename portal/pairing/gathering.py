"""Putting together what the matching weighs: enterprises in need of somebody, and the people who could be it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account, ServiceArea
from portal.accounts.queries import with_role
from portal.enterprises.models import Enterprise
from portal.pairing.batch_models import Weighting, Wish
from portal.pairing.concerns import Concern, concerns
from portal.pairing.conflicts import Conflict, bars, disputes
from portal.pairing.leaves import away_on
from portal.pairing.matching import Helper, Need, Path, Weights
from portal.pairing.models import Pairing
from portal.pairing.queries import SLOT_ROLES
from portal.pairing.topics import TYPICAL, words
from portal.units.models import Unit
from portal.units.queries import ids_within
from portal.vocabulary import Slot, Standing, UnitKind


@dataclass(frozen=True)
class Field:
    """Everything that a proposal for one slot rests on; ``held`` gives today's pairing of each enterprise."""

    slot: Slot
    needs: tuple[Need, ...]
    helpers: tuple[Helper, ...]
    disputes: frozenset[tuple[int, int]]
    conflicts: Mapping[int, Mapping[int, Conflict]]
    held: Mapping[int, int]


def current_weights(session: Session) -> Weights:
    """Return the weights that hold today; those of the code until somebody has set any."""
    row = session.scalars(sa.select(Weighting).order_by(Weighting.id.desc()).limit(1)).first()
    return Weights(row.area, row.speciality, row.load, row.change, row.wish) if row else Weights()


def paths(session: Session) -> dict[int, Path]:
    """Return the place of every unit in the tree: the ids from the county down to it."""
    parents = {row.id: row.parent_id for row in session.execute(sa.select(Unit.id, Unit.parent_id))}
    found: dict[int, Path] = {}
    for unit_id in parents:
        path: list[int] = []
        here: int | None = unit_id
        while here is not None:
            path.insert(0, here)
            here = parents.get(here)
        found[unit_id] = tuple(path)
    return found


def _rooted(path: Path, area: Unit | None) -> Path:
    """Return the path of a street or grid with a county before it, also where the tree has none."""
    if area is None:
        return ()
    expected = {UnitKind.STREET: 2, UnitKind.GRID: 3}.get(area.kind, len(path))
    return (0,) * (expected - len(path)) + path


def field_of(
    session: Session,
    slot: Slot,
    *,
    area_id: int | None = None,
    every: bool = True,
    only: Collection[int] | None = None,
) -> Field:
    """Return what a proposal for a slot rests on: the verified enterprises of an area or of all, or ``only`` some.

    Without ``every`` only those are in need whose slot is empty; the others count as load.
    """
    held = held_by(session, slot)
    enterprises = [one for one in _enterprises(session, area_id, only) if every or one.id not in held]
    lawyers = with_role(session, SLOT_ROLES[slot])
    known = concerns(session, None if slot is Slot.LAWYER else only)
    conflicts = bars(session, known, lawyers) if slot is Slot.LAWYER else {}
    apart = disputes(session, known) if slot is Slot.LAWYER else set()
    in_need = {one.id for one in enterprises}
    helpers = gather_helpers(session, slot, in_need, people=lawyers)
    barred = _barred(conflicts, apart, held, in_need)
    return Field(
        slot,
        tuple(_needs(session, enterprises, known, held, barred)),
        tuple(helpers),
        frozenset(apart),
        conflicts,
        held,
    )


def held_by(session: Session, slot: Slot) -> dict[int, int]:
    """Return who stands by each enterprise in a slot today."""
    statement = sa.select(Pairing.enterprise_id, Pairing.account_id)
    rows = session.execute(statement.where(Pairing.slot == slot, Pairing.ended_at.is_(None)))
    return {row.enterprise_id: row.account_id for row in rows if row.account_id is not None}


def _enterprises(session: Session, area_id: int | None, only: Collection[int] | None) -> Sequence[Enterprise]:
    statement = sa.select(Enterprise).where(Enterprise.standing == Standing.VERIFIED).order_by(Enterprise.id)
    if area_id is not None:
        statement = statement.where(Enterprise.area_id.in_(ids_within(area_id)))
    if only is not None:
        statement = statement.where(Enterprise.id.in_(only))
    return session.scalars(statement).all()


def _barred(
    conflicts: Mapping[int, Mapping[int, Conflict]],
    apart: Collection[tuple[int, int]],
    held: Mapping[int, int],
    in_need: Collection[int],
) -> dict[int, set[int]]:
    """Return who must not stand by each enterprise: by a client, or as who has the other side outside the proposal."""
    found: dict[int, set[int]] = defaultdict(set)
    for enterprise_id, people in conflicts.items():
        found[enterprise_id] |= people.keys()
    for one, other in (pair for a, b in apart for pair in ((a, b), (b, a))):
        if other not in in_need and other in held:
            found[one].add(held[other])
    return found


def _needs(
    session: Session,
    enterprises: Sequence[Enterprise],
    known: Mapping[int, Concern],
    held: Mapping[int, int],
    barred: Mapping[int, set[int]],
) -> list[Need]:
    where = paths(session)
    wishes = {wish.enterprise_id: wish for wish in session.scalars(sa.select(Wish))}
    found = []
    for one in enterprises:
        wish = wishes.get(one.id)
        fields = words(wish.fields) if wish else frozenset()
        asked = known.get(one.id, Concern()).asked | fields or TYPICAL[one.sector]
        languages = words(wish.languages) if wish else frozenset()
        area = _rooted(where[one.area_id], one.area)
        out = frozenset(barred.get(one.id, ()))
        found.append(Need(one.id, area, asked, languages, held.get(one.id), out))
    return found


def gather_helpers(
    session: Session, slot: Slot, in_need: Collection[int] = (), *, people: Sequence[Account] | None = None
) -> list[Helper]:
    """Return who can fill a slot, with the enterprises that each has besides this slot of those in need."""
    people = with_role(session, SLOT_ROLES[slot]) if people is None else people
    where, away = paths(session), away_on(session, clock.today())
    loads = loads_besides(session, slot, set(in_need))
    units = {unit.id: unit for unit in session.scalars(sa.select(Unit))}
    served: dict[int, set[Path]] = defaultdict(set)
    for account_id, unit_id in session.execute(sa.select(ServiceArea.account_id, ServiceArea.unit_id)):
        served[account_id].add(_rooted(where[unit_id], units[unit_id]))
    for one in people:
        if one.unit and one.unit.kind in {UnitKind.STREET, UnitKind.GRID}:
            served[one.id].add(_rooted(where[one.unit.id], one.unit))
    return [
        Helper(
            one.id,
            frozenset(served.get(one.id, ())),
            words(one.specialities),
            words(one.languages) | words(one.specialities),
            one.capacity,
            loads.get(one.id, 0),
            one.id in away,
        )
        for one in people
    ]


def loads_besides(session: Session, slot: Slot, in_need: set[int]) -> dict[int, int]:
    """Return how many enterprises each person has, those left out that only stand in the slot that is proposed for."""
    statement = sa.select(Pairing.account_id, Pairing.enterprise_id, Pairing.slot).where(
        Pairing.ended_at.is_(None), Pairing.account_id.is_not(None)
    )
    counted: dict[int, set[int]] = defaultdict(set)
    for account_id, enterprise_id, filled in session.execute(statement):
        if account_id is not None and (filled is not slot or enterprise_id not in in_need):
            counted[account_id].add(enterprise_id)
    return {account_id: len(enterprises) for account_id, enterprises in counted.items()}
