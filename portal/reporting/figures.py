"""Counting: each figure, its breakdowns and the list that it opens come from the two conditions of its definition."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases import queries as cases
from portal.cases.models import Case
from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.permissions.actor import Actor
from portal.reporting.conditions import Today
from portal.reporting.indicators import BY_KEY, Indicator, Subject
from portal.reporting.scope import Condition, Scope
from portal.workdays import load_calendar

PUBLISHED = ("received", "on-time", "confirmed", "satisfaction")
WINDOW_DAYS = 30
WHOLE, PART, REST = PARTS = ("whole", "part", "rest")
K = TypeVar("K")


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
        """Count several figures; those of the same whole together, in one query."""
        found: dict[str, Figure] = {}
        for _whole, group in itertools.groupby(sorted(indicators, key=_whole_name), key=_whole_name):
            together = list(group)
            parts = [[] if one.part is None else [one.part(scope, self.today)] for one in together]
            columns = [sa.func.count().filter(sa.true(), *reached) for reached in parts]
            statement = sa.select(sa.func.count(), *columns).select_from(_model(together[0]))
            whole, *reached = self.session.execute(statement.where(*self.criteria(together[0], WHOLE, scope))).one()
            for one, count in zip(together, reached, strict=True):
                found[one.key] = Figure(one, count, None if one.part is None else whole)
        return found

    def breakdown(self, indicator: Indicator, groups: Mapping[K, Scope], scope: Scope) -> dict[K, Figure]:
        """Count a figure for each of several narrower scopes within ``scope``, in one query."""
        reached = [] if indicator.part is None else [indicator.part(scope, self.today)]
        columns = []
        for narrow in groups.values():
            of_cases = indicator.subject is Subject.CASES
            within = [sa.true(), *(narrow.of_cases() if of_cases else narrow.of_enterprises())]
            columns += [sa.func.count().filter(*within), sa.func.count().filter(*within, *reached)]
        if not columns:
            return {}
        statement = sa.select(*columns).select_from(_model(indicator)).where(*self.criteria(indicator, WHOLE, scope))
        counted = self.session.execute(statement).one()
        wholes, parts = counted[::2], counted[1::2]
        return {
            key: Figure(indicator, part, None if indicator.part is None else whole)
            for key, whole, part in zip(groups, wholes, parts, strict=True)
        }

    def _visible(self, indicator: Indicator) -> Condition:
        of_cases = indicator.subject is Subject.CASES
        if self.actor is None:
            return sa.not_(Case.confidential) if of_cases else sa.true()
        return (cases if of_cases else enterprises).visible_to(self.actor)


def _whole_name(indicator: Indicator) -> str:
    return indicator.whole.__name__


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
