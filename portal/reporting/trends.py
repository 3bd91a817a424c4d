"""How cases come in and are closed day by day or week by week, and what is reported more often than the week before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from portal.cases.models import Case, Category
from portal.database import UtcDateTime
from portal.reporting.figures import WHOLE, Reading
from portal.reporting.indicators import BY_KEY, Indicator
from portal.reporting.scope import Condition, Instant, Scope

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
    steps = [scope.narrowed(since=first, until=last) for first, last in spans(scope.since, scope.until)]
    received, closed = _by_step(read, RECEIVED, scope, steps), _by_step(read, CLOSED, scope, steps)
    return [Step(step, received[n], closed[n]) for n, step in enumerate(steps)]


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


@dataclass(frozen=True)
class _EachStep(Scope):
    """A scope whose days are those of a row of ``steps``."""

    steps: sa.CTE | None = None

    def holds(self, instant: Instant) -> Condition:
        """Return the condition that an instant lies within the row's step."""
        assert self.steps is not None  # noqa: S101  made with them
        return sa.and_(instant >= self.steps.c.begins, instant < self.steps.c.ends)


def _by_step(read: Reading, indicator: Indicator, scope: Scope, steps: Sequence[Scope]) -> list[int]:
    """Count a figure for each step, in one query that reads the stretch of each step from the index.

    The join is an outer one with every condition in it: databases then begin with the steps, as is quickest, and a
    step without a case is there too.
    """
    columns = (sa.column("place", sa.Integer), sa.column("begins", UtcDateTime()), sa.column("ends", UtcDateTime()))
    rows = [(place, *step.instants) for place, step in enumerate(steps)]
    listed = sa.values(*columns, name="steps").data(rows).cte("step")
    each = _EachStep(**vars(scope), steps=listed)
    conditions = read.criteria(indicator, WHOLE, each)
    statement = sa.select(listed.c.place, sa.func.count(Case.id)).outerjoin_from(listed, Case, sa.and_(*conditions))
    counted = {row[0]: row[1] for row in read.session.execute(statement.group_by(listed.c.place))}
    return [counted[place] for place in range(len(steps))]


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
