"""How fair a distribution of enterprises is, in figures that a coordinator can weigh."""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.pairing.matching.costs import SAME_STREET, Helper, Need, distance


@dataclass(frozen=True)
class Figures:
    """Enterprises a person: least, median and most; Gini coefficient of the loads in hundredths, 0 where all are equal.

    ``near`` counts the enterprises whose person serves their street, of those ``filled``; ``changed`` those whose
    person is another than today.
    """

    least: int
    median: float
    most: int
    gini: int
    filled: int
    near: int
    changed: int


def gini(loads: Sequence[int]) -> int:
    """Return the Gini coefficient of loads in hundredths: 0 where all are equal, near 100 where one has all."""
    whole, count = sum(loads), len(loads)
    if not whole:
        return 0
    weighted = sum(place * load for place, load in enumerate(sorted(loads), start=1))
    return round(100 * (2 * weighted / (count * whole) - (count + 1) / count))


def figures(needs: Iterable[Need], helpers: Sequence[Helper], chosen: Mapping[int, int | None]) -> Figures:
    """Return the figures of a distribution; ``chosen`` gives the person of each need by ids."""
    by_id = {helper.id: helper for helper in helpers}
    needs = list(needs)
    given = Counter(helper for need in needs if (helper := chosen.get(need.id)) is not None)
    loads = [helper.load + given[helper.id] for helper in helpers] or [0]
    placed = [(need, by_id.get(chosen[need.id] or 0)) for need in needs if chosen.get(need.id) is not None]
    near = sum(1 for need, one in placed if one is not None and distance(need.area, one.areas) <= SAME_STREET)
    changed = sum(1 for need in needs if need.current is not None and chosen.get(need.id) != need.current)
    return Figures(min(loads), statistics.median(loads), max(loads), gini(loads), len(placed), near, changed)
