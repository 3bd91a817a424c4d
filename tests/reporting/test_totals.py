"""Report totals equal case counts, for any cases with anything at any instant, and for any span of days.

What a figure counts is said here a second time, in plain Python over plain values; the figure, each of its lists and
its groups are then compared with that.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.closing.ratings import keep_last
from portal.cases.limits.milestone_models import Milestone
from portal.cases.limits.same_day import TRIPLE
from portal.cases.models import Case, Rating
from portal.reporting.dimensions import Dimension
from portal.reporting.figures import PART, REST, WHOLE, Figure, Reading, reading
from portal.reporting.indicators import BY_KEY
from portal.reporting.scope import Scope
from portal.reporting.trends import trend
from portal.schema import metadata
from portal.vocabulary import CaseKind, CaseStatus, Channel, MilestoneKind, RatingLevel, Sector, UnitKind
from tests.conftest import portal_on
from tests.factories import Factory

TODAY: Final = date(2026, 10, 8)  # the day after the National Day holiday; the ten days before are mostly off
SPAN: Final = 6
DAY: Final = timedelta(days=1)
S = CaseStatus


def minute(day: int, at: int) -> datetime:
    """Return an instant so many local days after the first and minutes after its midnight."""
    return clock.local_instant(TODAY - timedelta(days=SPAN)) + timedelta(days=day, minutes=at)


# Midnight in Shanghai is 16:00 in the database: the minutes around both, and some others.
INSTANTS: Final = st.builds(minute, st.integers(0, SPAN + 1), st.sampled_from((0, 1, 479, 480, 481, 720, 960, 1439)))
DAYS: Final = st.integers(0, SPAN + 2).map(lambda n: TODAY - timedelta(days=SPAN) + timedelta(days=n))


@dataclass(frozen=True)
class Told:
    """A case as plain values."""

    submitted: datetime
    status: CaseStatus
    kind: CaseKind
    due: date | None
    proposed: datetime | None
    ended: datetime
    dispatched: datetime | None
    silent: bool
    hidden: bool
    place: int
    channel: Channel
    ratings: tuple[tuple[RatingLevel, bool], ...]
    contact: tuple[int, date | None]
    triple: tuple[int, tuple[date | None, ...]]

    def due_in(self, days: int) -> date:
        """What is due early is due some days after the submission, never before it."""
        return clock.local_date(self.submitted) + timedelta(days=days)

    @property
    def early(self) -> tuple[tuple[date, ...], tuple[date | None, ...]]:
        """The last day for the contact and for the triple, and when each of the four was reached."""
        due = self.due_in(self.contact[0]), *(self.due_in(self.triple[0]),) * 3
        return due, (self.contact[1], *self.triple[1])


CASES: Final = st.lists(
    st.builds(
        Told,
        submitted=INSTANTS,
        status=st.sampled_from((S.SUBMITTED, S.IN_PROGRESS, S.PROPOSED, S.CLOSED, S.CLOSED, S.WITHDRAWN)),
        kind=st.sampled_from(CaseKind),
        due=st.none() | DAYS,
        proposed=st.none() | INSTANTS,
        ended=INSTANTS,
        dispatched=st.none() | INSTANTS,
        silent=st.booleans(),
        hidden=st.sampled_from((False, False, False, True)),
        place=st.integers(0, 1),
        channel=st.sampled_from((Channel.ONLINE, Channel.TELEPHONE)),
        ratings=st.lists(st.tuples(st.sampled_from(RatingLevel), st.booleans()), max_size=2).map(tuple),
        contact=st.tuples(st.integers(0, 3), st.none() | DAYS),
        triple=st.tuples(st.integers(0, 2), st.tuples(*(st.none() | DAYS,) * 3)),
    ),
    max_size=8,
)
SCOPES: Final = st.tuples(DAYS, DAYS).map(lambda ends: Scope(*(min(end, TODAY) for end in sorted(ends))))


def within(instant: datetime | None, scope: Scope) -> bool:
    return instant is not None and scope.since <= clock.local_date(instant) <= scope.until


def taken(case: Told) -> bool:
    return case.status is not S.WITHDRAWN


def received(case: Told, scope: Scope) -> bool:
    return taken(case) and within(case.submitted, scope)


def closed(case: Told, scope: Scope) -> bool:
    return case.status is S.CLOSED and within(case.ended, scope)


def proposed(case: Told, scope: Scope) -> bool:
    return taken(case) and within(case.proposed, scope)


def promised(case: Told, scope: Scope) -> bool:
    return taken(case) and case.due is not None and scope.since <= case.due <= scope.until and case.due < TODAY


def in_time(case: Told, _scope: Scope) -> bool:
    return None not in {case.proposed, case.due} and clock.local_date(case.proposed) <= case.due


def legal(case: Told) -> bool:
    return case.kind is CaseKind.LEGAL_QUESTION


def level(case: Told) -> RatingLevel | None:
    return next((value for value, mistaken in reversed(case.ratings) if not mistaken), None)


def open_still(due: date, *reached: date | None) -> bool:
    return due >= TODAY and None in reached


def met(due: date, *reached: date | None) -> bool:
    return all(on is not None and on <= due for on in reached)


Says = Callable[[Told, Scope], bool]
# For each figure of cases: what is counted, and what of it is reached.
SAID: Final[dict[str, tuple[Says, Says | None]]] = {
    "received": (received, None),
    "response": (
        lambda case, scope: received(case, scope) and not open_still(case.due_in(case.contact[0]), case.contact[1]),
        lambda case, _scope: met(case.due_in(case.contact[0]), case.contact[1]),
    ),
    "same-day": (
        lambda case, scope: received(case, scope) and not open_still(case.due_in(case.triple[0]), *case.triple[1]),
        lambda case, _scope: met(case.due_in(case.triple[0]), *case.triple[1]),
    ),
    "resolution": (received, lambda case, _scope: case.status is S.CLOSED),
    "on-time": (promised, in_time),
    "satisfaction": (
        lambda case, scope: closed(case, scope) and level(case) is not None,
        lambda case, _scope: level(case) in {RatingLevel.VERY_SATISFIED, RatingLevel.SATISFIED},
    ),
    "dispatched": (lambda case, scope: within(case.dispatched, scope), None),
    "answered": (proposed, None),
    "closed": (closed, None),
    "confirmed": (closed, lambda case, _scope: not case.silent),
    "answers": (lambda case, scope: legal(case) and proposed(case, scope), None),
    "legal-on-time": (lambda case, scope: legal(case) and promised(case, scope), in_time),
}

BROKEN_DOWN: Final = ("received", "same-day", "on-time", "satisfaction")


@dataclass
class County:
    """Two streets with an enterprise and a theme each, into which any cases may be put."""

    session: Session

    def __post_init__(self) -> None:
        self.make = make = Factory(self.session)
        street = UnitKind.STREET
        self.firms = [
            make.enterprise(area=make.unit(name, street), sector=sector, above_scale=sector is Sector.INDUSTRY)
            for name, sector in (("望江街道", Sector.INDUSTRY), ("青石街道", Sector.SERVICES))
        ]
        self.themes = [make.category(name="租赁", parent=make.category(name="房屋")), make.category(name="用工")]
        self.person = make.account()

    def put(self, told: Told) -> str:
        """Put a case there as it is told, without the acts that lead there; return its reference."""
        case = self.make.case(
            self.firms[told.place],
            category=self.themes[told.place],
            submitted_by=self.person,
            kind=told.kind,
            status=told.status,
            channel=told.channel,
            confidential=told.hidden,
            submitted_at=told.submitted,
            due_on=told.due,
            proposed_at=told.proposed,
            dispatched_at=told.dispatched,
            ended_at=told.ended,
            confirmed_by_silence=told.silent,
        )
        case.ratings = [
            Rating(level=value, rated_at=told.ended, mistaken_at=told.ended if mistaken else None)
            for value, mistaken in told.ratings
        ]
        keep_last(case)
        kinds = (MilestoneKind.CONTACTED, *TRIPLE)
        case.milestones = [
            Milestone(kind=kind, due_on=due, reached_on=on) for kind, due, on in zip(kinds, *told.early, strict=True)
        ]
        return case.reference


def compare(county: County, cases: list[Told], scope: Scope) -> None:
    """Put cases there and compare every figure, list, trend and group with what is said of them."""
    known = {county.put(told): told for told in cases}
    county.session.flush()
    read = reading(county.session, None, TODAY)
    figures = read.figures((BY_KEY[key] for key in SAID), scope)
    for key, (counts, reaches) in SAID.items():
        whole = {reference for reference, told in known.items() if counts(told, scope) and not told.hidden}
        part = {reference for reference in whole if reaches is None or reaches(known[reference], scope)}
        found = figures[key]
        assert (found.count, found.of) == (len(part), None if reaches is None else len(whole)), key
        assert listed(read, key, WHOLE, scope) == whole, key
        if reaches:
            assert (listed(read, key, PART, scope), listed(read, key, REST, scope)) == (part, whole - part), key
    for key in BROKEN_DOWN:
        adds_up(read, figures[key], scope)
    steps = trend(read, scope)
    assert sum(step.received for step in steps) == figures["received"].count
    assert sum(step.closed for step in steps) == figures["closed"].count


def listed(read: Reading, key: str, which: str, scope: Scope) -> set[str]:
    """Return the references of the cases that a list of a figure opens."""
    return set(read.session.scalars(sa.select(Case.reference).where(*read.criteria(BY_KEY[key], which, scope))))


def adds_up(read: Reading, whole: Figure, scope: Scope) -> None:
    """Find that the groups of each dimension together are the whole; units are left out, since nobody handles these."""
    for dimension in set(Dimension) - {Dimension.UNIT}:
        groups = [figure for _name, figure, _scope in read.breakdown(whole.indicator, dimension, scope)]
        assert sum(figure.count for figure in groups) == whole.count, (whole.name, dimension)
        assert sum(figure.of or 0 for figure in groups) == (whole.of or 0), (whole.name, dimension)


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session on a database in memory, which knows the tables and nothing else."""
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with (
        portal_on("sqlite://", tmp_path_factory.mktemp("totals")) as portal,
        portal.app_context(),
        Session(engine) as session,
    ):
        yield session
    engine.dispose()


@given(CASES, SCOPES)
@settings(max_examples=20, deadline=None)
def test_report_totals_equal_case_counts_for_any_day(memory: Session, cases: list[Told], scope: Scope) -> None:
    memory.rollback()
    compare(County(memory), cases, scope)


def test_report_totals_equal_case_counts_around_midnight_in_both_databases(session: Session) -> None:
    """Each of some cases was submitted, answered and closed a minute before or after midnight in Shanghai."""
    first = Told(
        submitted=minute(1, 0),
        status=S.CLOSED,
        kind=CaseKind.LEGAL_QUESTION,
        due=TODAY - 5 * DAY,
        proposed=minute(1, 1439),
        ended=minute(2, 0),
        dispatched=minute(1, 1),
        silent=False,
        hidden=False,
        place=0,
        channel=Channel.ONLINE,
        ratings=((RatingLevel.DISSATISFIED, False), (RatingLevel.SATISFIED, True)),
        contact=(SPAN - 1, None),
        triple=(1, (TODAY - 5 * DAY, TODAY, None)),
    )
    told = [
        first,
        replace(first, submitted=minute(0, 1439), ended=minute(1, 1439), ratings=(), hidden=True),
        replace(first, submitted=minute(1, 1439), proposed=minute(2, 0), contact=(1, TODAY - 5 * DAY), place=1),
        replace(first, submitted=minute(2, 0), due=None, kind=CaseKind.DIFFICULTY, ratings=first.ratings[:1]),
    ]
    day = TODAY - timedelta(days=SPAN - 1)
    compare(County(session), told, Scope(day, day))
