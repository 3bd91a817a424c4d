"""How the answers of cases rest on the library: what is cited how often, what never, and which cases cite nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

import knowledge
from portal.cases.models import Case, CaseEvent, Category, Citation
from portal.cases.workflow import Action
from portal.measures import library
from portal.vocabulary import CaseKind, CaseStatus

ANSWERED = frozenset({CaseStatus.PROPOSED, CaseStatus.CLOSED})
PERIODS = (30, 90, 365)


@dataclass(frozen=True)
class Counts:
    """In how many answers a document is cited, and each of its points by anchor."""

    total: int
    points: dict[str, int]


def counts_of(session: Session, slug: str) -> Counts:
    """Count the answers of cases that cite a document."""
    rows = session.execute(
        sa.select(Citation.anchor, Citation.event_id)
        .join(CaseEvent, CaseEvent.id == Citation.event_id)
        .where(Citation.document_slug == slug, CaseEvent.action == Action.ANSWER)
        .distinct()
    ).all()
    points: dict[str, int] = {}
    for row in rows:
        points[row.anchor] = points.get(row.anchor, 0) + 1
    return Counts(len({row.event_id for row in rows}), points)


@dataclass(frozen=True)
class Uncited:
    """A document with the points that no answer has cited yet."""

    document: knowledge.Document
    points: tuple[knowledge.Measure, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether not one of its points has been cited."""
        return len(self.points) == len(self.document.measures)


def never_cited(session: Session) -> list[Uncited]:
    """Return the documents of the library with points that no answer cites, those cited nowhere first."""
    cited = {
        (row.document_slug, row.anchor)
        for row in session.execute(sa.select(Citation.document_slug, Citation.anchor).distinct())
    }
    found = list(_uncited(cited))
    return sorted(found, key=lambda one: (not one.is_whole, not library.is_local(one.document), one.document.title))


def _uncited(cited: set[tuple[str, str]]) -> Iterator[Uncited]:
    for document in library.current():
        points = tuple(point for point in document if (document.slug, point.anchor) not in cited)
        if points:
            yield Uncited(document, points)


@dataclass(frozen=True)
class Without:
    """A category, how many of its cases have an outcome, and how many of those rest on no measure."""

    kind: CaseKind
    category: str
    ended: int
    without: int


def period(wanted: int | None) -> int:
    """Return the days over which cases are counted: those wanted where they are offered, else 90."""
    return wanted if wanted in PERIODS else PERIODS[1]


def without_a_measure(session: Session, since: datetime) -> list[Without]:
    """Return by category the cases with an outcome since then of which no answer cites a measure, the most first.

    Numbers only, since whoever keeps the library sees no case; confidential ones do not even count.
    """
    cites = sa.exists().where(Citation.event_id == CaseEvent.id, CaseEvent.case_id == Case.id)
    bare = sa.func.sum(sa.case((~cites, 1), else_=0))
    rows = session.execute(
        sa.select(Case.kind, Case.category_id, sa.func.count(Case.id).label("ended"), bare.label("without"))
        .where(Case.status.in_(ANSWERED), Case.proposed_at >= since, ~Case.confidential)
        .group_by(Case.kind, Case.category_id)
        .having(bare > 0)
    ).all()
    names = {row.id: row.full_name for row in session.scalars(sa.select(Category)).unique()}
    found = [Without(row.kind, names[row.category_id], row.ended, row.without) for row in rows]
    return sorted(found, key=lambda one: (-one.without, one.category))
