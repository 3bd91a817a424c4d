"""Who should stand by whom: what each choice costs, the best of all choices together, and the best few for one.

Pure: it knows neither requests nor rows. A cost is a whole number of points; the weights say how many points each thing
is worth at most. Hard rules are no costs: a person who is full, away or barred is not proposed at any price.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from portal.pairing.matching.assignment import solve
from portal.pairing.matching.flow import BARRED, NOWHERE, Costs, total
from portal.pairing.matching.topics import known, missing

Path = tuple[int, ...]  # an area from the county down: county, street, grid
ELSEWHERE, SAME_STREET, SAME_AREA = 2, 1, 0
STREET = 2  # how long the path of a street is
OUTSIDE = 1000  # more than all weights together: who is not in charge gets it only where nobody in charge is left


@dataclass(frozen=True)
class Weights:
    """Points at most for: another street, none of what is asked known, a full load, a change, a wish not met."""

    area: int = 40
    speciality: int = 30
    load: int = 40
    change: int = 25
    wish: int = 20


@dataclass(frozen=True)
class Need:
    """An enterprise that needs somebody. ``current`` stands by it today; ``barred`` are those who must not.

    ``asked`` is what it asks about or its trade usually does; ``wished`` are languages and whatever else it wishes.
    ``belongs`` is that in whose charge it can lie, such as its trade; empty where that does not matter.
    """

    id: int
    area: Path = ()
    asked: frozenset[str] = frozenset()
    wished: frozenset[str] = frozenset()
    belongs: frozenset[str] = frozenset()
    current: int | None = None
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Helper:
    """A person or unit that can stand by ``capacity`` enterprises and by ``load`` does already, besides those in need.

    ``areas`` empty means that the whole county is served; ``charge`` is what the person or unit is in charge of. Who is
    ``away`` keeps the enterprises that the person has and gets no new ones.
    """

    id: int
    areas: frozenset[Path] = frozenset()
    specialities: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    charge: frozenset[str] = frozenset()
    capacity: int = 30
    load: int = 0
    away: bool = False


class Match(NamedTuple):
    """What a choice rests on: the distance, what the person knows of what is asked, wishes met, whether it changes.

    ``charge`` is what of the need lies in the helper's charge; None where nobody in charge is asked for.
    """

    helper: Helper
    distance: int
    knows: frozenset[str]
    meets: frozenset[str]
    charge: frozenset[str] | None
    changes: bool
    points: int


@dataclass(frozen=True)
class Result:
    """Who is proposed for each need in order, None where nobody is left, and what all of it costs."""

    chosen: tuple[int | None, ...]
    cost: int


def distance(area: Path, served: Iterable[Path]) -> int:
    """Return how far an area lies from those that somebody serves: within one, in the same street, or elsewhere."""
    served = tuple(served)
    if not served or any(area[: len(one)] == one for one in served):
        return SAME_AREA
    return SAME_STREET if any(area[:STREET] == one[:STREET] for one in served) else ELSEWHERE


def _share(part: Iterable[str], whole: frozenset[str], points: int) -> int:
    return points * len(frozenset(part)) // len(whole) if whole else 0


def places(helper: Helper, weights: Weights) -> list[int]:
    """Return what each further enterprise costs: the more of the capacity is taken the more, so that loads level."""
    return [weights.load * (2 * load + 1) // helper.capacity for load in range(helper.load, helper.capacity)]


def _bars(need: Need, helper: Helper) -> bool:
    return helper.id in need.barred or (helper.away and helper.id != need.current)


def match(need: Need, helper: Helper, weights: Weights) -> Match:
    """Return what one choice rests on and how many points it costs, the load left out."""
    changes = need.current is not None and need.current != helper.id
    points = sum(price(of(need), helper, weights) for of, price in PRICES) + (weights.change if changes else 0)
    knows, meets = known(need.asked, helper.specialities), known(need.wished, helper.offers)
    charge = need.belongs & helper.charge if need.belongs else None
    return Match(helper, distance(need.area, helper.areas), knows, meets, charge, changes, points)


# What is priced by one fact of the need and the helper alone.
PRICES: tuple[tuple[Callable[[Need], Any], Callable[[Any, Helper, Weights], int]], ...] = (
    (lambda need: need.area, lambda area, helper, w: w.area * distance(area, helper.areas) // ELSEWHERE),
    (
        lambda need: need.asked,
        lambda asked, helper, w: _share(missing(asked, helper.specialities), asked, w.speciality),
    ),
    (lambda need: need.wished, lambda wished, helper, w: _share(missing(wished, helper.offers), wished, w.wish)),
    (lambda need: need.belongs, lambda belongs, helper, _: OUTSIDE if belongs and not belongs & helper.charge else 0),
)


def cost_matrix(needs: Sequence[Need], helpers: Sequence[Helper], weights: Weights) -> Costs:
    """Return what each choice costs, needs by helpers. Equal facts are priced once, so thousands take moments."""
    costs = np.zeros((len(needs), len(helpers)), np.int32)
    for of, price in PRICES:
        facts = {fact: place for place, fact in enumerate(dict.fromkeys(map(of, needs)))}
        priced = np.array([[price(fact, helper, weights) for helper in helpers] for fact in facts], np.int32)
        costs += priced.reshape(len(facts), len(helpers))[[facts[of(need)] for need in needs]]
    column = {helper.id: place for place, helper in enumerate(helpers)}
    away = {helper.id for helper in helpers if helper.away}
    for row, need in enumerate(needs):
        _price_persons(costs[row], need, column, away, weights)
    return costs


def _price_persons(row: Costs, need: Need, column: Mapping[int, int], away: set[int], weights: Weights) -> None:
    """Add what depends on who it is: a change from today's person, and who must not at any price."""
    if need.current is not None:
        row += weights.change
        if need.current in column:
            row[column[need.current]] -= weights.change
    row[[column[one] for one in need.barred | (away - {need.current}) if one in column]] = BARRED


def propose(
    needs: Sequence[Need],
    helpers: Sequence[Helper],
    weights: Weights,
    disputes: Iterable[tuple[int, int]] = (),
) -> Result:
    """Return the proposal of the lowest cost for all needs together.

    ``disputes`` are pairs of needs by id that one person must not have both of. Where the best proposal gives both to
    one, it is looked for again with the one and with the other kept from that person, and the better of the two taken.
    """
    costs = cost_matrix(needs, helpers, weights)
    steps = [places(helper, weights) for helper in helpers]
    row = {need.id: place for place, need in enumerate(needs)}
    apart = [(row[one], row[other]) for one, other in disputes if one in row and other in row]
    columns, cost = _best_apart(costs, steps, apart)
    return Result(tuple(None if place == NOWHERE else helpers[place].id for place in columns), cost)


def _best_apart(costs: Costs, steps: list[list[int]], apart: list[tuple[int, int]]) -> tuple[list[int], int]:
    columns = solve(costs, steps)
    clash = next((pair for pair in apart if columns[pair[0]] == columns[pair[1]] != NOWHERE), None)
    if clash is None:
        return columns.tolist(), total(costs, steps, columns)
    found = []
    for kept_away in clash:
        narrower = costs.copy()
        narrower[kept_away, columns[kept_away]] = BARRED
        found.append(_best_apart(narrower, steps, apart))
    return min(found, key=lambda one: one[1])


def shortlist(need: Need, helpers: Iterable[Helper], weights: Weights) -> list[Match]:
    """Return who could stand by one enterprise, the best first, with the next place of each reckoned in."""
    free = [one for one in helpers if not _bars(need, one) and (one.load < one.capacity or one.id == need.current)]
    ranked = [(match(need, one, weights), (places(one, weights) or [0])[0]) for one in free]
    return [
        found._replace(points=found.points + place)
        for found, place in sorted(ranked, key=lambda pair: (pair[0].points + pair[1], pair[0].helper.id))
    ]
