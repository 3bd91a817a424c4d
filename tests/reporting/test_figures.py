"""Each published figure counts exactly what it says that it counts, on the county's days."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import Rating
from portal.reporting.figures import Figure, public_figures
from portal.reporting.indicators import INDICATORS
from portal.vocabulary import CaseStatus, RatingLevel
from tests.factories import Factory

TODAY = date(2026, 11, 20)
SUBMITTED, IN_TIME, CONFIRMED, SATISFIED = range(4)


def at(days_ago: int, hour: int = 12) -> datetime:
    return clock.local_instant(TODAY - timedelta(days=days_ago), hour)


def figure(session: Session, which: int) -> tuple[int, int | None]:
    found = public_figures(session, TODAY)[which]
    return found.count, found.of


@pytest.mark.parametrize(
    ("submitted_at", "counts"),
    [(at(0, 0), 0), (at(1, 23), 1), (at(30, 0), 1), (at(31, 23), 0)],
    ids=["today", "late yesterday", "the first hour", "the day before"],
)
def test_a_submission_counts_on_each_of_the_thirty_days_before_today(
    make: Factory, session: Session, submitted_at: datetime, counts: int
) -> None:
    make.case(submitted_at=submitted_at)
    assert figure(session, SUBMITTED) == (counts, None)


@pytest.mark.parametrize(
    ("proposed_at", "in_time"),
    [(at(5, 0), 1), (at(5, 23), 1), (at(4, 0), 0), (None, 0)],
    ids=["in the morning", "in the last hour", "the morning after", "not yet"],
)
def test_an_answer_is_in_time_until_the_end_of_the_promised_local_day(
    make: Factory, session: Session, proposed_at: datetime | None, in_time: int
) -> None:
    make.case(status=CaseStatus.PROPOSED, due_on=TODAY - timedelta(days=5), proposed_at=proposed_at)
    assert figure(session, IN_TIME) == (in_time, 1)


@pytest.mark.parametrize("status", [CaseStatus.WITHDRAWN, CaseStatus.DECLINED])
def test_what_was_never_to_be_answered_is_not_counted_as_promised(
    make: Factory, session: Session, status: CaseStatus
) -> None:
    make.case(status=status, due_on=TODAY - timedelta(days=5))
    assert figure(session, IN_TIME) == (0, 0)


def test_what_is_promised_for_today_is_not_late_yet(make: Factory, session: Session) -> None:
    make.case(due_on=TODAY)
    assert figure(session, IN_TIME) == (0, 0)


def test_silence_closes_a_case_without_confirming_it(make: Factory, session: Session) -> None:
    for silent in (True, False, False):
        make.case(status=CaseStatus.CLOSED, ended_at=at(3), confirmed_by_silence=silent)
    assert figure(session, CONFIRMED) == (2, 3)


def test_only_the_last_rating_of_a_case_counts_and_unrated_is_never_satisfied(make: Factory, session: Session) -> None:
    bad, fair, good = RatingLevel.DISSATISFIED, RatingLevel.FAIR, RatingLevel.SATISFIED
    for levels in ([], [good], [bad], [fair], [bad, good]):
        ratings = [Rating(level=level, rated_at=at(2)) for level in levels]
        make.case(status=CaseStatus.CLOSED, ended_at=at(3), ratings=ratings)
    make.case(status=CaseStatus.CLOSED, ended_at=at(40), ratings=[Rating(level=good, rated_at=at(2))])
    assert figure(session, SATISFIED) == (2, 4)


@pytest.mark.parametrize(("count", "of", "share"), [(2, 4, 0.5), (0, 0, None), (3, None, None)])
def test_a_share_is_said_only_where_something_was_counted(count: int, of: int | None, share: float | None) -> None:
    assert Figure(INDICATORS[0], count, of).share == share
