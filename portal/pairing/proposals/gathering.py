"""Putting together what the matching weighs: enterprises in need of somebody, and the people who could be it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.queries import with_role
from portal.enterprises.models import Enterprise
from portal.pairing.concerns import Concern, concerns
from portal.pairing.conflicts import Conflict, bars, disputes
from portal.pairing.matching.costs import Helper, Need, Weights
from portal.pairing.matching.topics import TYPICAL, words
from portal.pairing.proposals.areas import paths, rooted
from portal.pairing.proposals.charges import belongings
from portal.pairing.proposals.models import Weighting, Wish
from portal.pairing.proposals.staffing import gather_helpers, held_by
from portal.units.queries import ids_within
from portal.vocabulary import Role, Slot, Standing


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


def field_of(
    session: Session,
    slot: Slot,
    *,
    area_id: int | None = None,
    every: bool = True,
    key: bool = False,
    only: Collection[int] | None = None,
) -> Field:
    """Return what a proposal for a slot rests on: the verified enterprises of an area or of all, or ``only`` some.

    Without ``every`` only those are in need whose slot is empty, with ``key`` only key enterprises; the others count as
    load.
    """
    held = held_by(session, slot)
    found = _enterprises(session, area_id, only)
    enterprises = [one for one in found if (every or one.id not in held) and (one.key or not key)]
    known = concerns(session, None if slot is Slot.LAWYER else only)
    conflicts = bars(session, known, with_role(session, Role.LAWYER)) if slot is Slot.LAWYER else {}
    apart = disputes(session, known) if slot is Slot.LAWYER else set()
    in_need = {one.id for one in enterprises}
    helpers = gather_helpers(session, slot, in_need)
    belong = belongings(session, slot, enterprises, {one.id: one.charge for one in helpers})
    barred = _barred(conflicts, apart, held, in_need)
    needs = [
        replace(
            need,
            belongs=belong.get(need.id, frozenset()),
            current=held.get(need.id),
            barred=frozenset(barred.get(need.id, ())),
        )
        for need in _needs(session, enterprises, known)
    ]
    return Field(slot, tuple(needs), tuple(helpers), frozenset(apart), conflicts, held)


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


def _needs(session: Session, enterprises: Sequence[Enterprise], known: Mapping[int, Concern]) -> Iterator[Need]:
    """Return where each enterprise lies, what it asks and what it wishes."""
    where = paths(session)
    wishes = {wish.enterprise_id: wish for wish in session.scalars(sa.select(Wish))}
    for one in enterprises:
        wish = wishes.get(one.id)
        fields = words(wish.fields) if wish else frozenset()
        asked = known.get(one.id, Concern()).asked | fields or TYPICAL[one.sector]
        languages = words(wish.languages) if wish else frozenset()
        yield Need(one.id, rooted(where[one.area_id], one.area), asked, languages)
