"""A figure, its breakdowns and the lists that it opens are one and the same, whatever the cases are."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.desk import worklist
from portal.cases.limits.milestone_models import Milestone
from portal.cases.limits.same_day import TRIPLE
from portal.cases.models import Rating
from portal.enterprises import queries as enterprises
from portal.permissions.actor import Actor
from portal.reporting import dimensions
from portal.reporting.dimensions import Dimension
from portal.reporting.figures import PART, PARTS, REST, WHOLE, Reading, reading
from portal.reporting.indicators import BY_KEY, INDICATORS, Indicator, Subject
from portal.reporting.scope import Scope
from portal.supervision.models import SupervisionStep
from portal.vocabulary import (
    CaseKind,
    CaseStatus,
    MilestoneKind,
    RatingLevel,
    Reopening,
    Role,
    Rung,
    Sector,
    Slot,
    Standing,
    UnitKind,
)
from tests.factories import Factory, actor

TODAY = date(2026, 11, 20)  # a Friday
WEEK = Scope.last_days(TODAY, 7)


@dataclass
class World:
    """A county with all kinds of cases and enterprises, and somebody who reads its figures."""

    session: Session
    who: Actor
    read: Reading

    def count(self, key: str, scope: Scope = WEEK) -> tuple[int, int | None]:
        found = self.read.figure(BY_KEY[key], scope)
        return found.count, found.of

    def length(self, indicator: Indicator, which: str, scope: Scope) -> int:
        conditions = self.read.criteria(indicator, which, scope)
        if indicator.subject is Subject.CASES:
            listed = worklist.rows(self.session, self.who, *conditions, sort="due", offset=0, limit=1000)
            return len({row.reference for row in listed})
        anyone = enterprises.Wanted()
        return len(enterprises.search(self.session, self.who, anyone, *conditions, limit=1000))


@pytest.fixture
def world(session: Session, make: Factory) -> World:
    return World(session, who := actor(make.account(Role.SUPERVISOR)), reading(session, who, TODAY))


@pytest.fixture
def crowded(world: World, make: Factory) -> World:
    """Every status, sector, street, time and rating, the same in every run."""
    chance = random.Random(11)  # noqa: S311  the same world each time
    streets = [make.unit(f"{name}街道", UnitKind.STREET) for name in ("望江", "青石", "柳林")]
    themes = [make.category(name=name) for name in ("用工", "租赁")]
    owners = [
        make.enterprise(
            area=chance.choice(streets),
            sector=chance.choice(list(Sector)),
            above_scale=chance.random() < 0.5,
            reopening=chance.choice(list(Reopening)),
            standing=chance.choice([Standing.VERIFIED, Standing.VERIFIED, Standing.PENDING]),
        )
        for _ in range(12)
    ]
    leader = make.account(Role.LEADER)
    for owner in owners[:5]:
        make.pair(owner, Slot.LEADER, leader)
    for _ in range(60):
        submitted = at(chance.randrange(20), chance.randrange(24))
        level = chance.choice([*RatingLevel, None])
        make.case(
            chance.choice(owners),
            kind=chance.choice(list(CaseKind)),
            status=chance.choice(list(CaseStatus)),
            category=chance.choice(themes),
            submitted_at=submitted,
            handling_unit=chance.choice([*streets, None]),
            due_on=chance.choice([None, TODAY - timedelta(days=chance.randrange(-3, 12))]),
            proposed_at=chance.choice([None, at(chance.randrange(10))]),
            ended_at=at(chance.randrange(10)),
            confirmed_by_silence=chance.random() < 0.5,
            ratings=[Rating(level=level, rated_at=at(1))] if level else [],
        )
    world.session.flush()
    return world


def at(days_ago: int, hour: int = 12) -> datetime:
    return clock.local_instant(TODAY - timedelta(days=days_ago), hour)


def test_each_list_is_as_long_as_its_figure_and_whole_is_part_and_rest(crowded: World) -> None:
    with clock.travel(at(0, 18)):
        for indicator in INDICATORS:
            found = crowded.read.figure(indicator, WEEK)
            lengths = {which: crowded.length(indicator, which, WEEK) for which in PARTS}
            assert lengths[WHOLE] == (found.count if found.of is None else found.of), indicator.key
            if indicator.part:
                assert (lengths[PART], lengths[REST]) == (found.count, lengths[WHOLE] - found.count), indicator.key
    assert crowded.count("received")[0] > 10


def test_each_breakdown_adds_up_to_its_figure_and_each_group_is_a_figure_of_its_own(crowded: World) -> None:
    with clock.travel(at(0, 18)):
        for key, dimension in (("received", d) for d in (Dimension.STREET, Dimension.SECTOR, Dimension.THEME)):
            groups = crowded.read.breakdown(BY_KEY[key], dimension, WEEK)
            assert sum(figure.count for _name, figure, _scope in groups) == crowded.count(key)[0], dimension
        for dimension in dimensions.OF_ENTERPRISES:
            groups = crowded.read.breakdown(BY_KEY["reopened"], dimension, WEEK)
            assert sum(figure.of or 0 for _name, figure, _scope in groups) == crowded.count("reopened")[1], dimension
            for _name, figure, scope in groups:
                assert crowded.count("reopened", scope) == (figure.count, figure.of)


def milestone(kind: MilestoneKind, due: int, reached: int | None) -> Milestone:
    """Return a milestone due and reached so many days ago."""
    on = None if reached is None else TODAY - timedelta(days=reached)
    return Milestone(kind=kind, due_on=TODAY - timedelta(days=due), reached_on=on, reached_at=on and at(reached or 0))


@pytest.mark.parametrize(
    ("due", "reached", "counts"),
    [(1, 1, (1, 1)), (1, 0, (0, 1)), (1, None, (0, 1)), (0, 0, (1, 1)), (0, None, (0, 0))],
    ids=["on the last day", "the day after", "never", "today", "still possible"],
)
def test_a_response_counts_by_its_day_and_not_while_it_is_still_possible(
    world: World, make: Factory, due: int, reached: int | None, counts: tuple[int, int]
) -> None:
    case = make.case(submitted_at=at(2))
    case.milestones = [milestone(MilestoneKind.CONTACTED, due, reached)]
    world.session.flush()
    assert world.count("response") == counts


@pytest.mark.parametrize(
    ("reached", "counts"),
    [((2, 2, 2), (1, 1)), ((2, 2, 1), (0, 1)), ((2, None, 2), (0, 1))],
    ids=["all three", "one a day later", "one never"],
)
def test_the_same_day_rate_wants_all_three(
    world: World, make: Factory, reached: tuple[int | None, ...], counts: tuple[int, int]
) -> None:
    case = make.case(submitted_at=at(2))
    case.milestones = [milestone(kind, 2, on) for kind, on in zip(TRIPLE, reached, strict=True)]
    world.session.flush()
    assert world.count("same-day") == counts


def test_a_street_solves_locally_and_a_letter_is_an_escalation(world: World, make: Factory) -> None:
    ended = {"status": CaseStatus.CLOSED, "ended_at": at(1)}
    make.case(handling_unit=make.unit("望江街道", UnitKind.STREET), **ended)
    pressed = make.case(handling_unit=make.unit("县人社局"), **ended)
    step = SupervisionStep(
        case_id=pressed.id,
        clock_started_at=at(9),
        promised_days=7,
        rung=Rung.LETTER,
        due_on=TODAY,
        taken_at=at(2),
    )
    world.session.add(step)
    world.session.flush()
    assert world.count("local") == (1, 2)
    assert world.count("escalated") == (1, 2)


def test_a_rating_marked_as_a_mistake_is_none(world: World, make: Factory) -> None:
    mistaken = Rating(level=RatingLevel.DISSATISFIED, rated_at=at(1), mistaken_at=at(1))
    make.case(status=CaseStatus.CLOSED, ended_at=at(1), ratings=[mistaken])
    assert world.count("satisfaction") == (0, 0)


def test_handling_units_are_not_compared_unless_league_tables_are_switched_on(app: Flask) -> None:
    with app.app_context():
        assert Dimension.UNIT not in dimensions.offered(BY_KEY["on-time"], WEEK)
