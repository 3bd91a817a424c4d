"""How cases come in and are closed day by day or week by week, and what is reported more often than the week before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from portal.cases.models import Case, Category
from portal.reporting.days import local_date
from portal.reporting.figures import WHOLE, Reading
from portal.reporting.indicators import BY_KEY, Indicator
from portal.reporting.scope import Scope

RECEIVED, CLOSED = BY_KEY["received"], BY_KEY["closed"]
DAILY_AT_MOST = 31  # days; a longer span is drawn by weeks
WEEK = timedelta(days=7)
HOT, HOT_AT_LEAST = 5, 2


@dataclass(frozen=True)
class Step:
    """A day or a week of the trend, as a scope of its own, with what came in and what was closed."""

    scope: Scope
    received: int
    closed: int


@dataclass(frozen=True)
class Hot:
    """A category reported more often in the last seven days than in the seven before; ``scope`` opens its cases."""

    category: Category
    scope: Scope
    count: int
    before: int


def trend(read: Reading, scope: Scope) -> list[Step]:
    """Return the steps of a scope in order: days, or weeks from Monday cut off at its ends."""
    received, closed = _by_day(read, RECEIVED, scope, Case.submitted_at), _by_day(read, CLOSED, scope, Case.ended_at)
    return [
        Step(step, _within(received, step), _within(closed, step))
        for step in (scope.narrowed(since=first, until=last) for first, last in spans(scope.since, scope.until))
    ]


def spans(since: date, until: date) -> list[tuple[date, date]]:
    """Return the first and last days of the steps into which a span is divided."""
    if (until - since).days < DAILY_AT_MOST:
        return [(on, on) for on in (since + timedelta(days=n) for n in range((until - since).days + 1))]
    found, first = [], since
    while first <= until:
        monday = first - timedelta(days=first.weekday()) + WEEK
        found.append((first, min(until, monday - timedelta(days=1))))
        first = monday
    return found


def _by_day(
    read: Reading, indicator: Indicator, scope: Scope, instant: sa.orm.InstrumentedAttribute[object]
) -> Counter[date]:
    on = local_date(instant)
    statement = sa.select(on, sa.func.count()).select_from(Case).where(*read.criteria(indicator, WHOLE, scope))
    return Counter({row[0]: row[1] for row in read.session.execute(statement.group_by(on))})


def _within(counted: Counter[date], scope: Scope) -> int:
    return sum(counted[scope.since + timedelta(days=n)] for n in range((scope.until - scope.since).days + 1))


def hot_issues(read: Reading, scope: Scope) -> Sequence[Hot]:
    """Return the categories reported at least twice in the last seven days of a scope, and more than before."""
    last = scope.narrowed(since=scope.until - WEEK + timedelta(days=1))
    before = scope.narrowed(since=last.since - WEEK, until=last.since - timedelta(days=1))
    now, then = _by_category(read, last), _by_category(read, before)
    rising = [(count, key) for key, count in now.items() if count >= HOT_AT_LEAST and count > then[key]]
    chosen = sorted(rising, key=lambda each: (then[each[1]] - each[0], each[1]))[:HOT]
    return [
        Hot(read.session.get_one(Category, key), last.narrowed(category_id=key), count, then[key])
        for count, key in chosen
    ]


def _by_category(read: Reading, scope: Scope) -> Counter[int]:
    statement = sa.select(Case.category_id, sa.func.count()).where(*read.criteria(RECEIVED, WHOLE, scope))
    return Counter({row[0]: row[1] for row in read.session.execute(statement.group_by(Case.category_id))})
