"""A trend is cut into days or weeks that cover its span once, and a hot issue is one that has become more."""

import itertools
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from portal import clock
from portal.reporting.figures import reading
from portal.reporting.scope import Scope
from portal.reporting.trends import hot_issues, spans, trend
from portal.vocabulary import CaseStatus, Role
from tests.factories import Factory, actor

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_steps_cover_each_day_of_the_span_once(since: date, days: int) -> None:
    until = since + timedelta(days=days)
    steps = spans(since, until)
    assert steps[0][0] == since
    assert steps[-1][1] == until
    assert all(after[0] == before[1] + DAY for before, after in itertools.pairwise(steps))
    assert all(first.weekday() == 0 for first, _ in steps[1:]) or days < 31


def test_what_came_in_and_what_was_closed_is_counted_on_the_countys_days(make: Factory, session: Session) -> None:
    def at(days_ago: int, hour: int) -> datetime:
        return clock.local_instant(TODAY - timedelta(days=days_ago), hour)

    make.case(submitted_at=at(2, 0), status=CaseStatus.CLOSED, ended_at=at(1, 23))
    make.case(submitted_at=at(2, 23))
    make.case(submitted_at=at(2, 12), status=CaseStatus.WITHDRAWN, ended_at=at(0, 1))
    read = reading(session, actor(make.account(Role.SUPERVISOR)), TODAY)
    steps = trend(read, Scope.last_days(TODAY, 3))
    assert [(step.received, step.closed) for step in steps] == [(2, 0), (0, 1), (0, 0)]


def test_an_issue_is_hot_when_it_is_reported_more_often_than_the_week_before(make: Factory, session: Session) -> None:
    power, wages, once = make.category(name="用电"), make.category(name="工资"), make.category(name="租金")
    for category, weeks in ((power, (0, 0, 1)), (wages, (0, 0, 1, 1)), (once, (0,))):
        for week in weeks:
            make.case(category=category, submitted_at=clock.local_instant(TODAY - timedelta(days=1 + 7 * week), 9))
    read = reading(session, actor(make.account(Role.SUPERVISOR)), TODAY)
    found = hot_issues(read, Scope.last_days(TODAY, 30))
    assert [(issue.category.name, issue.count, issue.before) for issue in found] == [("用电", 2, 1)]
