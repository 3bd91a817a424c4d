"""How well the county is covered: who stands by how many enterprises where, what is missing, and what will be."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.enterprises.models import Enterprise
from portal.pairing.leaves import still_to_end
from portal.pairing.matching.costs import Helper, Path
from portal.pairing.models import Pairing
from portal.pairing.people_models import Leave
from portal.pairing.queries import SLOT_ROLES
from portal.units.models import Unit
from portal.units.queries import of_kinds
from portal.vocabulary import Slot, Standing, UnitKind

SOON = timedelta(days=14)
FULL = 100
# Upper ends of the load classes in percent of the capacity; above the last is too much.
CLASSES = (0, 25, 50, 75, 99, 100)


@dataclass(frozen=True)
class Street:
    """A street with its verified enterprises, how many lack the slot, and how many people serve it."""

    unit: Unit
    enterprises: int
    lacking: int
    served_by: int

    @property
    def is_gap(self) -> bool:
        """Tell whether enterprises there have nobody, or nobody serves it."""
        return bool(self.lacking) or (bool(self.enterprises) and not self.served_by)


@dataclass(frozen=True)
class Line:
    """A person with the enterprises by street, and of how many at most."""

    person: Account
    by_street: Mapping[int, int]
    total: int
    away: bool


@dataclass(frozen=True)
class Matrix:
    """Streets across, people down."""

    streets: Sequence[Street]
    lines: Sequence[Line]


@dataclass(frozen=True)
class Departure:
    """Somebody who stands by enterprises and no longer can, or soon will be away."""

    person: Account
    enterprises: int
    leave: Leave | None


def matrix(session: Session, slot: Slot, people: Sequence[Account], helpers: Sequence[Helper]) -> Matrix:
    """Return who of some people stands by how many verified enterprises in each street, in one slot."""
    streets = of_kinds(session, UnitKind.STREET)
    street_of = _street_of(session)
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    filled: Counter[int] = Counter()
    for area_id, account_id, count in _pairs(session, slot):
        if account_id is None:
            continue
        counted[account_id][street_of[area_id]] += count
        filled[street_of[area_id]] += count
    whole: Counter[int] = Counter()
    for area_id, count in _enterprises(session):
        whole[street_of[area_id]] += count
    served = _served(helpers)
    away = {helper.id for helper in helpers if helper.away}
    lines = [
        Line(one, counted[one.id], counted[one.id].total(), one.id in away)
        for one in sorted(people, key=lambda one: (one.unit_id or 0, one.id))
    ]
    return Matrix(
        [Street(one, whole[one.id], whole[one.id] - filled[one.id], served[one.id]) for one in streets],
        lines,
    )


def _street_of(session: Session) -> dict[int, int]:
    """Return the street in which each area lies: a grid's parent, else itself."""
    rows = session.execute(sa.select(Unit.id, Unit.kind, Unit.parent_id))
    return {row.id: row.parent_id if row.kind is UnitKind.GRID and row.parent_id else row.id for row in rows}


def _pairs(session: Session, slot: Slot) -> sa.Result[int, int | None, int]:
    statement = (
        sa.select(Enterprise.area_id, Pairing.account_id, sa.func.count())
        .join(Pairing.enterprise)
        .where(Pairing.slot == slot, Pairing.ended_at.is_(None), Enterprise.standing == Standing.VERIFIED)
        .group_by(Enterprise.area_id, Pairing.account_id)
    )
    return session.execute(statement)


def _enterprises(session: Session) -> sa.Result[int, int]:
    statement = sa.select(Enterprise.area_id, sa.func.count()).where(Enterprise.standing == Standing.VERIFIED)
    return session.execute(statement.group_by(Enterprise.area_id))


def _served(helpers: Sequence[Helper]) -> Counter[int]:
    """Return how many people serve each unit that stands in somebody's path; who serves the county serves each."""
    found: Counter[int] = Counter()
    everywhere = sum(not helper.areas for helper in helpers)
    for helper in helpers:
        found.update({unit_id for area in helper.areas for unit_id in _street(area)})
    return _Anywhere(found, everywhere)


def _street(area: Path) -> Path:
    return area[1:2]


class _Anywhere(Counter[int]):
    """Counts with the same number added to each, also to what has none."""

    def __init__(self, counts: Counter[int], everywhere: int) -> None:
        super().__init__({key: count + everywhere for key, count in counts.items()})
        self.everywhere = everywhere

    def __missing__(self, key: int) -> int:
        return self.everywhere


def key_without_leader(session: Session) -> Sequence[Enterprise]:
    """Return the verified key enterprises that no leader leads, by name."""
    led = sa.select(Pairing.enterprise_id).where(Pairing.slot == Slot.LEADER, Pairing.ended_at.is_(None))
    statement = sa.select(Enterprise).where(
        Enterprise.standing == Standing.VERIFIED, Enterprise.key, Enterprise.id.not_in(led)
    )
    return session.scalars(statement.order_by(Enterprise.name)).all()


def load_classes(loads: Sequence[tuple[int, int]]) -> list[int]:
    """Return how many people are in each class of load; ``loads`` are (enterprises, capacity), too much comes last."""
    found = [0] * (len(CLASSES) + 1)
    for load, capacity in loads:
        percent = FULL * load // capacity if capacity else (FULL + 1 if load else 0)
        percent = max(percent, 1) if load else 0
        found[next((place for place, upper in enumerate(CLASSES) if percent <= upper), len(CLASSES))] += 1
    return found


def leaving(session: Session) -> list[Departure]:
    """Return the people with pairings who are disabled, have lost the role for them, or are away now or soon."""
    counts = session.execute(
        sa.select(Pairing.account_id, Pairing.slot, sa.func.count())
        .where(Pairing.ended_at.is_(None), Pairing.account_id.is_not(None))
        .group_by(Pairing.account_id, Pairing.slot)
    ).all()
    leaves = {leave.account_id: leave for leave in still_to_end(session, clock.today())}
    people = {one.id: one for one in session.scalars(sa.select(Account).where(Account.id.in_([r[0] for r in counts])))}
    found: dict[int, Departure] = {}
    for account_id, slot, count in counts:
        if account_id is None:
            continue
        person, leave = people[account_id], leaves.get(account_id)
        gone = person.disabled_at is not None or SLOT_ROLES[slot] not in person.roles
        soon = leave is not None and leave.from_on <= clock.today() + SOON
        if gone or soon:
            before = found[account_id].enterprises if account_id in found else 0
            found[account_id] = Departure(person, before + count, None if gone else leave)
    return list(found.values())
