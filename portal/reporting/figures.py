"""Counting: each figure, its breakdowns and the list that it opens come from the two conditions of its definition."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases import queries as cases
from portal.cases.models import Case
from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.permissions.actor import Actor
from portal.reporting import dimensions
from portal.reporting.conditions import Today
from portal.reporting.dimensions import Dimension
from portal.reporting.indicators import BY_KEY, Indicator, Subject
from portal.reporting.scope import Condition, Scope
from portal.workdays import load_calendar

PUBLISHED = ("received", "on-time", "confirmed", "satisfaction")
WINDOW_DAYS = 30
WHOLE, PART, REST = PARTS = ("whole", "part", "rest")
GROUP = "group"


@dataclass(frozen=True)
class Figure:
    """A figure: ``count`` of ``of``; a plain count has no ``of``."""

    indicator: Indicator
    count: int
    of: int | None

    @property
    def name(self) -> str:
        """The figure's name."""
        return str(self.indicator.name)

    @property
    def definition(self) -> str:
        """What is counted, and what is left out."""
        return str(self.indicator.definition)

    @property
    def share(self) -> float | None:
        """The part that is reached, of one; None without anything to count."""
        return self.count / self.of if self.of else None


Group = tuple[str, Figure, Scope]
"""A group of a breakdown: its name, its figure, and the scope that opens its lists."""


@dataclass(frozen=True)
class Reading:
    """Somebody's reading of the figures: the public (no actor) over everything, others over what they see."""

    session: Session
    actor: Actor | None
    today: Today

    def criteria(self, indicator: Indicator, which: str, scope: Scope) -> list[Condition]:
        """Return the conditions of one of a figure's lists: the whole, the part that is reached, or the rest."""
        outcome = indicator.outcome(scope, self.today)
        listed = {WHOLE: outcome.is_not(None), PART: outcome, REST: sa.not_(outcome)}
        return [*self._selected(indicator, scope), listed[which]]

    def figure(self, indicator: Indicator, scope: Scope) -> Figure:
        """Count one figure, in one query."""
        return self.figures([indicator], scope)[indicator.key]

    def figures(self, indicators: Iterable[Indicator], scope: Scope) -> dict[str, Figure]:
        """Count several figures; those among the same together, in one query."""
        found: dict[str, Figure] = {}
        for _among, group in itertools.groupby(sorted(indicators, key=_selection), key=_selection):
            together = list(group)
            outcomes = self._outcomes(together, scope).subquery().c
            columns = [column for one in together for column in _counts(outcomes[one.key])]
            counted = self.session.execute(sa.select(*columns)).one()
            for one, whole, part in zip(together, counted[::2], counted[1::2], strict=True):
                found[one.key] = _figure(one, whole, part)
        return found

    def breakdown(self, indicator: Indicator, dimension: Dimension, scope: Scope) -> list[Group]:
        """Count a figure for each group of a dimension, in one query over what the groups are made by."""
        each = self._outcomes([indicator], scope).add_columns(dimensions.COLUMNS[dimension].label(GROUP))
        if indicator.subject is Subject.CASES and dimension in dimensions.OF_ENTERPRISES:
            each = each.join(Enterprise, Enterprise.id == Case.enterprise_id)
        outcomes = each.subquery().c
        statement = sa.select(outcomes[GROUP], *_counts(outcomes[indicator.key])).group_by(outcomes[GROUP])
        holder = dimensions.holders(self.session, dimension)
        wholes, parts = Counter[object](), Counter[object]()
        for key, whole, part in self.session.execute(statement):
            wholes[holder.get(key, key)] += whole
            parts[holder.get(key, key)] += part
        return [
            (
                name,
                _figure(indicator, wholes[value], parts[value]),
                scope.narrowed(**{dimensions.FIELDS[dimension]: value}),
            )
            for name, value in dimensions.groups(self.session, dimension)
        ]

    def _outcomes(self, indicators: Sequence[Indicator], scope: Scope) -> sa.Select[Any]:
        """Select what of some figures is to be counted, a row each, with its outcome for each of them.

        The offset of nothing keeps both databases from merging it into the query around it, where they would find out
        each outcome anew for the whole and for the part.
        """
        outcomes: Sequence[sa.Label[Any]] = [one.outcome(scope, self.today).label(one.key) for one in indicators]
        selected = self._selected(indicators[0], scope)
        return sa.select(*outcomes).select_from(_model(indicators[0])).where(*selected).offset(0)

    def _selected(self, indicator: Indicator, scope: Scope) -> list[Condition]:
        return [self._visible(indicator), *indicator.among(scope, self.today)]

    def _visible(self, indicator: Indicator) -> Condition:
        of_cases = indicator.subject is Subject.CASES
        if self.actor is None:
            return sa.not_(Case.confidential) if of_cases else sa.true()
        return (cases if of_cases else enterprises).visible_to(self.actor)


def _counts(outcome: sa.ColumnElement[bool]) -> tuple[sa.ColumnElement[int], sa.ColumnElement[int]]:
    """Return how many are counted, and how many of them are reached."""
    return sa.func.count(outcome), sa.func.count().filter(outcome)


def _selection(indicator: Indicator) -> str:
    return indicator.among.__name__


def _figure(indicator: Indicator, whole: int, part: int) -> Figure:
    return Figure(indicator, part, None if indicator.part is None else whole)


def _model(indicator: Indicator) -> type[Case] | type[Enterprise]:
    return Case if indicator.subject is Subject.CASES else Enterprise


def reading(session: Session, actor: Actor | None, on: date) -> Reading:
    """Begin to read figures on a day."""
    return Reading(session, actor, Today(on, load_calendar(session)))


def public_figures(session: Session, on: date) -> list[Figure]:
    """Return the figures that the portal publishes about itself: of the 30 local days before ``on``."""
    scope = Scope(on - timedelta(days=WINDOW_DAYS), on - timedelta(days=1))
    read = reading(session, None, on)
    return [read.figure(BY_KEY[key], scope) for key in PUBLISHED]
