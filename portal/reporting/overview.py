"""What the dashboard shows of a scope: the figures, the trend, how themes and streets stand, and what is hot."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.reporting.dimensions import Dimension
from portal.reporting.figures import Figure, Group, Reading
from portal.reporting.indicators import BY_KEY, INDICATORS
from portal.reporting.scope import Scope
from portal.reporting.trends import Hot, Step, hot_issues, trend

FIRST = ("received", "response", "on-time", "satisfaction", "same-day", "late")


@dataclass(frozen=True)
class Overview:
    """What stands on the dashboard; ``first`` are the figures that head it."""

    first: Sequence[Figure]
    others: Sequence[Figure]
    trend: Sequence[Step]
    themes: Sequence[Group]
    streets: Sequence[Group]
    hot: Sequence[Hot]


def read_overview(read: Reading, scope: Scope) -> Overview:
    """Read everything that the dashboard shows; themes without a promise in the days are left out."""
    figures = read.figures(INDICATORS, scope)
    themes = read.breakdown(BY_KEY["on-time"], Dimension.THEME, scope)
    return Overview(
        first=[figures[key] for key in FIRST],
        others=[figures[indicator.key] for indicator in INDICATORS if indicator.key not in FIRST],
        trend=trend(read, scope),
        themes=[group for group in themes if group[1].of],
        streets=read.breakdown(BY_KEY["reopened"], Dimension.STREET, scope),
        hot=hot_issues(read, scope),
    )
