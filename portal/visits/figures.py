"""The counters of visits, as the county reports them; each figure and the list behind it ask the same conditions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.units.queries import ids_within
from portal.visits.models import Campaign, Finding, Visit
from portal.visits.queries import Condition, street_id, visible_to
from portal.vocabulary import CaseKind, CaseStatus, CheckSection, FindingState, RiskGrade


@dataclass(frozen=True)
class Span:
    """Which visits and findings are counted; an empty field asks nothing. Dates are local days of the visit."""

    campaign_id: int | None = None
    street_id: int | None = None
    from_on: date | None = None
    until_on: date | None = None
    kind: CaseKind | None = None
    grade: RiskGrade | None = None
    section: CheckSection | None = None
    state: FindingState | None = None
    solved: bool | None = None
    grave: bool = False
    due: date | None = None

    def of_visits(self, actor: Actor) -> list[Condition]:
        """Return what a visit must fulfil."""
        found = [visible_to(actor)]
        if self.campaign_id is not None:
            found.append(Visit.campaign_id == self.campaign_id)
        if self.street_id is not None:
            within = sa.select(Enterprise.id).where(Enterprise.area_id.in_(ids_within(self.street_id)))
            found.append(Visit.enterprise_id.in_(within))
        if self.from_on is not None:
            found.append(Visit.on >= self.from_on)
        if self.until_on is not None:
            found.append(Visit.on <= self.until_on)
        return found

    def of_findings(self, actor: Actor) -> list[Condition]:
        """Return what a finding must fulfil, its visit included."""
        found = self.of_visits(actor)
        exact = {"kind": self.kind, "grade": self.grade, "section": self.section, "state": self.state}
        found += [getattr(Finding, name) == value for name, value in exact.items() if value is not None]
        if self.solved is not None:
            found.append(is_solved() if self.solved else ~is_solved())
        if self.grave:
            found += [Finding.grade == RiskGrade.MAJOR, Finding.urgent.is_(sa.true())]
        if self.due is not None:
            found += [Finding.follow_up_on <= self.due, Finding.state.in_((FindingState.OPEN, FindingState.REPORTED))]
        return found


def is_solved() -> Condition:
    """Return which findings are solved: settled by a follow-up, or their case has been closed."""
    closed = sa.select(Case.id).where(Case.id == Finding.case_id, Case.status == CaseStatus.CLOSED).exists()
    return sa.or_(Finding.state == FindingState.SETTLED, closed)


@dataclass(frozen=True)
class Tally:
    """One line of counters."""

    visited: int = 0
    difficulties: int = 0
    difficulties_solved: int = 0
    questions: int = 0
    questions_solved: int = 0


@dataclass(frozen=True)
class Line:
    """The counters of a campaign or a street, with the span by which their lists are found."""

    name: str
    span: Span
    tally: Tally


def tally(session: Session, actor: Actor, span: Span) -> Tally:
    """Return the five counters of a span."""
    return next((each for _key, each in _tallies(session, actor, span, sa.literal(0))), Tally())


def by_campaign(session: Session, actor: Actor, span: Span) -> list[Line]:
    """Return the counters of each campaign with a visit in the span, the newest first."""
    names = sa.select(Campaign).order_by(Campaign.begins_on.desc(), Campaign.id.desc())
    found = dict(_tallies(session, actor, span, Visit.campaign_id))
    rounds = [one for one in session.scalars(names) if one.id in found]
    return [Line(one.name, replace(span, campaign_id=one.id), found[one.id]) for one in rounds]


def by_street(session: Session, actor: Actor, span: Span) -> list[Line]:
    """Return the counters of each street with a visit in the span, in the official order."""
    area = aliased(Unit)
    street = (
        sa.select(street_id(area))
        .join(Enterprise, Enterprise.area_id == area.id)
        .where(Enterprise.id == Visit.enterprise_id)
        .scalar_subquery()
    )
    found = dict(_tallies(session, actor, span, street))
    streets = session.scalars(sa.select(Unit).where(Unit.id.in_([id_ for id_ in found if id_])).order_by(Unit.id))
    return [Line(one.name, replace(span, street_id=one.id), found[one.id]) for one in streets]


def _tallies(
    session: Session, actor: Actor, span: Span, by: sa.SQLColumnExpression[int] | sa.SQLColumnExpression[int | None]
) -> Iterator[tuple[int, Tally]]:
    """Yield the counters by a key of the visit, with two queries whatever the number of keys."""
    key: sa.Label[int | None] = by.label("key")
    visits = sa.select(key, sa.func.count(Visit.enterprise_id.distinct())).where(*span.of_visits(actor))
    visited = {row[0]: row[1] for row in session.execute(visits.group_by("key"))}
    solved = sa.func.sum(sa.case((is_solved(), 1), else_=0))
    statement = sa.select(key, Finding.kind, sa.func.count(), solved).join(Visit, Visit.id == Finding.visit_id)
    found = {
        (row[0], row[1]): (row[2], row[3])
        for row in session.execute(statement.where(*span.of_findings(actor)).group_by("key", Finding.kind))
    }
    for one, count in visited.items():
        if one is not None:
            counts = [found.get((one, kind), (0, 0)) for kind in (CaseKind.DIFFICULTY, CaseKind.LEGAL_QUESTION)]
            yield one, Tally(count, *counts[0], *counts[1])


def visits(session: Session, actor: Actor, span: Span, *, offset: int = 0, limit: int = 20) -> Sequence[Visit]:
    """Return one page of the visits of a span, newest first."""
    statement = sa.select(Visit).where(*span.of_visits(actor)).order_by(Visit.on.desc(), Visit.id.desc())
    return session.scalars(statement.offset(offset).limit(limit)).unique().all()


def count_visits(session: Session, actor: Actor, span: Span) -> int:
    """Return how many visits a span has."""
    return session.scalar(sa.select(sa.func.count(Visit.id)).where(*span.of_visits(actor))) or 0


def findings(session: Session, actor: Actor, span: Span, *, offset: int = 0, limit: int = 20) -> Sequence[Finding]:
    """Return one page of the findings of a span: the grave ones first, then by the date of follow-up."""
    grave = sa.case((sa.and_(Finding.grade == RiskGrade.MAJOR, Finding.urgent), 0), else_=1)
    statement = sa.select(Finding).join(Finding.visit).where(*span.of_findings(actor))
    ordered = statement.order_by(is_solved(), grave, Finding.follow_up_on, Finding.id)
    return session.scalars(ordered.offset(offset).limit(limit)).unique().all()


def count_findings(session: Session, actor: Actor, span: Span) -> int:
    """Return how many findings a span has."""
    statement = sa.select(sa.func.count(Finding.id)).join(Finding.visit).where(*span.of_findings(actor))
    return session.scalar(statement) or 0


def visited(
    session: Session, actor: Actor, span: Span, *, offset: int = 0, limit: int = 20
) -> Sequence[tuple[Enterprise, int, date]]:
    """Return one page of the enterprises visited in a span, with how often and when last, the last visited first."""
    grouped = (
        sa.select(Visit.enterprise_id, sa.func.count(Visit.id).label("times"), sa.func.max(Visit.on).label("last"))
        .where(*span.of_visits(actor))
        .group_by(Visit.enterprise_id)
        .subquery()
    )
    statement = sa.select(Enterprise, grouped.c.times, grouped.c.last).join(
        grouped, grouped.c.enterprise_id == Enterprise.id
    )
    ordered = statement.order_by(grouped.c.last.desc(), Enterprise.name, Enterprise.id)
    return [(row[0], row[1], row[2]) for row in session.execute(ordered.offset(offset).limit(limit))]
