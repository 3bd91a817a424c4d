"""Reading rules, and which enterprise fits which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

import knowledge
from portal.eligibility import wording
from portal.eligibility.matching import Crowd, Facts, fits
from portal.eligibility.models import EligibilityRule, Key, PolicyOffer
from portal.enterprises.models import Enterprise
from portal.errors import NotFound
from portal.measures import library
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.units.queries import ENTERPRISE_AREAS
from portal.vocabulary import Standing

OVER = frozenset({knowledge.Validity.LAPSED, knowledge.Validity.REPEALED, knowledge.Validity.NOT_YET})


@dataclass(frozen=True)
class Ruled:
    """A rule with its measure as the library has it today."""

    row: EligibilityRule
    document: knowledge.Document
    measure: knowledge.Measure
    is_local: bool

    @property
    def key(self) -> Key:
        """What names the measure: document and point."""
        return self.row.document_slug, self.row.anchor

    @property
    def citation(self) -> str:
        """The standard citation."""
        return knowledge.cite(self.document, self.measure)

    def is_open(self, today: date) -> bool:
        """Tell whether the measure can be applied for today: by the rule's days, and by the document's own facts."""
        of = self.document
        return self.row.rule.is_open(today) and of.validity not in OVER and not of.has_ended(today)


@dataclass(frozen=True)
class Match:
    """A measure that an enterprise fits, why, and what became of it so far."""

    ruled: Ruled
    reason: str
    offer: PolicyOffer | None

    @property
    def is_answered(self) -> bool:
        """Tell whether the enterprise has said what it does about it."""
        return self.offer is not None and self.offer.answer is not None

    @property
    def is_untold(self) -> bool:
        """Tell whether nobody has told the enterprise, which has not answered by itself either."""
        return not self.is_answered and (self.offer is None or self.offer.told_at is None)


def rules(session: Session) -> list[Ruled]:
    """Return every rule whose measure the library still has, the last edited first."""
    rows = session.scalars(sa.select(EligibilityRule).order_by(EligibilityRule.edited_at.desc(), EligibilityRule.id))
    known = ((row, library.current().measure(row.document_slug, row.anchor)) for row in rows)
    return [Ruled(row, *found, library.is_local(found[0])) for row, found in known if found]


def rule_for(session: Session, slug: str, anchor: str) -> EligibilityRule | None:
    """Return the rule of a measure; raise NotFound where the library has no such measure."""
    library.measure(slug, anchor)
    wanted = sa.select(EligibilityRule).where(EligibilityRule.document_slug == slug, EligibilityRule.anchor == anchor)
    return session.scalars(wanted).one_or_none()


def area_names(session: Session) -> dict[int, str]:
    """Return the name of each area that a rule may ask for, the last entered first: a grid before its street."""
    areas = sa.select(Unit.id, Unit.name).where(Unit.kind.in_(ENTERPRISE_AREAS)).order_by(Unit.id.desc())
    return {row.id: row.name for row in session.execute(areas)}


def _above(session: Session) -> dict[int, frozenset[int]]:
    """Return for each unit itself and every unit above it."""
    parents = {row.id: row.parent_id for row in session.execute(sa.select(Unit.id, Unit.parent_id))}
    found: dict[int, frozenset[int]] = {}

    def chain(unit: int) -> frozenset[int]:
        if unit not in found:
            parent = parents[unit]
            found[unit] = frozenset({unit}) | (chain(parent) if parent else frozenset())
        return found[unit]

    return {unit: chain(unit) for unit in parents}


def facts_of(session: Session, *criteria: sa.ColumnElement[bool]) -> dict[int, Facts]:
    """Return what rules may ask, by the enterprise's id, for those that fulfil the criteria."""
    above = _above(session)
    asked = (Enterprise.sector, Enterprise.size, Enterprise.reopening, Enterprise.above_scale, Enterprise.key)
    rows = session.execute(
        sa.select(Enterprise.id, Enterprise.area_id, *asked).where(*criteria).order_by(Enterprise.id)
    )
    return {
        row.id: Facts(row.sector, row.size, above[row.area_id], row.reopening, row.above_scale, row.key) for row in rows
    }


def counts(session: Session, found: Iterable[Ruled]) -> dict[Key, int]:
    """Return how many verified enterprises fit each rule."""
    crowd = Crowd(list(facts_of(session, Enterprise.standing == Standing.VERIFIED).values()))
    return {ruled.key: crowd.count(ruled.row.rule) for ruled in found}


def matches(session: Session, ids: Iterable[int], today: date, *, own: bool) -> dict[int, list[Match]]:
    """Return by enterprise what it fits today; those that fit nothing are left out. ``own``: see :mod:`.wording`."""
    wanted = list(ids)
    current = [ruled for ruled in rules(session) if ruled.is_open(today)]
    offers = _offers(session, wanted)
    areas = area_names(session)
    found = {
        id_: [
            Match(ruled, wording.reason(ruled.row.rule, facts, areas, own=own), offers.get((id_, *ruled.key)))
            for ruled in current
            if fits(ruled.row.rule, facts)
        ]
        for id_, facts in facts_of(session, Enterprise.id.in_(wanted)).items()
    }
    return {id_: fitting for id_, fitting in found.items() if fitting}


def _offers(session: Session, ids: Sequence[int]) -> dict[tuple[int, str, str], PolicyOffer]:
    rows = session.scalars(sa.select(PolicyOffer).where(PolicyOffer.enterprise_id.in_(ids)))
    return {(row.enterprise_id, row.document_slug, row.anchor): row for row in rows}


def match(session: Session, enterprise: Enterprise, key: Key, today: date) -> Match:
    """Return what an enterprise fits under a key; raise NotFound where it does not fit it today."""
    fitting = matches(session, [enterprise.id], today, own=False).get(enterprise.id, [])
    found = next((each for each in fitting if each.ruled.key == key), None)
    if found is None:
        raise NotFound
    return found


def tellable(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which enterprises the actor may tell of a measure; the twin of ``eligibility:tell``."""
    return Enterprise.id.in_(actor.liaison_of)


def untold(session: Session, actor: Actor, today: date) -> list[tuple[Enterprise, list[Match]]]:
    """Return the actor's verified enterprises, by name, with the matching measures that nobody has told them of."""
    own = sa.select(Enterprise).where(tellable(actor), Enterprise.standing == Standing.VERIFIED)
    enterprises = session.scalars(own.order_by(Enterprise.name)).unique().all()
    found = matches(session, [one.id for one in enterprises], today, own=False)
    waiting = ((one, [each for each in found.get(one.id, []) if each.is_untold]) for one in enterprises)
    return [(enterprise, fitting) for enterprise, fitting in waiting if fitting]
