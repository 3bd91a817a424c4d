"""Counting: each figure, its breakdowns and the list that it opens come from the two conditions of its definition."""

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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
        whole = [self._visible(indicator), *indicator.whole(scope, self.today)]
        if indicator.part is None or which == WHOLE:
            return whole
        reached = indicator.part(scope, self.today)
        # What is unknown is not reached: a case without an outcome was not answered in time.
        return [*whole, reached if which == PART else sa.not_(sa.func.coalesce(reached, sa.false()))]

    def figure(self, indicator: Indicator, scope: Scope) -> Figure:
        """Count one figure, in one query."""
        return self.figures([indicator], scope)[indicator.key]

    def figures(self, indicators: Iterable[Indicator], scope: Scope) -> dict[str, Figure]:
        """Count several figures; those among the same together, in one query."""
        found: dict[str, Figure] = {}
        for _among, group in itertools.groupby(sorted(indicators, key=_selection), key=_selection):
            together = list(group)
            columns = [column for one in together for column in self._counts(one, scope)]
            statement = sa.select(*columns).select_from(_model(together[0]))
            selected = [self._visible(together[0]), *together[0].among(scope, self.today)]
            counted = self.session.execute(statement.where(*selected)).one()
            for one, whole, part in zip(together, counted[::2], counted[1::2], strict=True):
                found[one.key] = _figure(one, whole, part)
        return found

    def _counts(self, indicator: Indicator, scope: Scope) -> list[sa.ColumnElement[int]]:
        """Return how the whole and the part of a figure are counted among what its days select."""
        only, reached = indicator.narrowing(scope, self.today), indicator.reached(scope, self.today)
        return [sa.func.count().filter(sa.true(), *only), sa.func.count().filter(sa.true(), *only, *reached)]

    def breakdown(self, indicator: Indicator, dimension: Dimension, scope: Scope) -> list[Group]:
        """Count a figure for each group of a dimension, in one query over what the groups are made by."""
        column = dimensions.COLUMNS[dimension]
        statement = sa.select(column, *self._counts(indicator, scope)).select_from(_model(indicator))
        if indicator.subject is Subject.CASES and dimension in dimensions.OF_ENTERPRISES:
            statement = statement.join(Enterprise, Enterprise.id == Case.enterprise_id)
        selected = [self._visible(indicator), *indicator.among(scope, self.today)]
        holder = dimensions.holders(self.session, dimension)
        wholes, parts = Counter[object](), Counter[object]()
        for key, whole, part in self.session.execute(statement.where(*selected).group_by(column)):
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

    def _visible(self, indicator: Indicator) -> Condition:
        of_cases = indicator.subject is Subject.CASES
        if self.actor is None:
            return sa.not_(Case.confidential) if of_cases else sa.true()
        return (cases if of_cases else enterprises).visible_to(self.actor)


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
