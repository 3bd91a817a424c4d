"""Pairing everybody at once: the optimal proposal beside SciPy's on 2,000 × 60, and beside greedy choice on 20,000.

The rows name what the proposals cost in points, so that time and quality are read together. Greedy gives each
enterprise in turn whoever is cheapest at that moment, as a coordinator would; the optimum is never dearer.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from bench.measuring import Row, compare
from portal.pairing.matching.costs import Helper, Need, Weights, cost_matrix, places, propose
from portal.pairing.matching.flow import Costs

STREETS: Final = 60
GRIDS: Final = 6  # a street
WEIGHTS: Final = Weights()
TOPICS: Final = ("劳动用工", "合同履行", "房屋租赁", "融资和担保", "建设工程", "行政处罚和许可")
TIGHT: Final = 1.1  # places for each enterprise


def rows() -> Iterator[Row]:
    """Propose for a town and for a city, twice for the city: its cadres and its lawyers."""
    yield _row("2,000 × 60", 2_000, 60, "scipy's assignment", _by_scipy, rounds=5)
    yield _row("20,000 × 300 cadres", 20_000, 300, "greedy", _greedy, rounds=1)
    yield _row("20,000 × 200 lawyers", 20_000, 200, "greedy", _greedy, rounds=1)


Yardstick = Callable[[Sequence[Need], Sequence[Helper]], int]


def _row(name: str, enterprises: int, people: int, yardstick: str, other: Yardstick, *, rounds: int) -> Row:
    needs, helpers = _county(enterprises, people)
    found: dict[str, int] = {}

    def optimal() -> None:
        found["optimal"] = propose(needs, helpers, WEIGHTS).cost

    def beside() -> None:
        found["beside"] = other(needs, helpers)

    row = compare("", optimal, yardstick, beside, rounds=rounds)
    dearer = found["beside"] / found["optimal"]
    costs = f"{found['optimal']:,} points, {yardstick} {found['beside']:,} ({dearer:.3f})"
    return Row(f"{name}: {costs}", row.seconds, yardstick, row.yardstick_seconds, row.ratio, row.rounds)


def _county(enterprises: int, people: int) -> tuple[list[Need], list[Helper]]:
    """Return an invented city: two thirds are paired already, a person in twenty is away."""
    chance = random.Random(2_026)  # noqa: S311  the same city in every run
    knows = [frozenset(pair) for pair in combinations(TOPICS, 2)]
    capacity = int(TIGHT * enterprises / people)

    def street() -> tuple[int, int]:
        return 1, chance.randint(2, STREETS + 1)

    helpers = [
        Helper(number, frozenset({street()}), chance.choice(knows), capacity=capacity, away=number % 20 == 0)
        for number in range(people)
    ]
    needs = [
        Need(
            number,
            (*street(), chance.randint(100, 100 + GRIDS)),
            chance.choice(knows),
            current=chance.randrange(people) if number % 3 else None,
        )
        for number in range(enterprises)
    ]
    return needs, helpers


def _by_scipy(needs: Sequence[Need], helpers: Sequence[Helper]) -> int:
    """Solve it with each person's column repeated once a place."""
    costs, steps = cost_matrix(needs, helpers, WEIGHTS), [places(one, WEIGHTS) for one in helpers]
    wide = np.repeat(costs, [len(one) for one in steps], axis=1) + np.concatenate(steps)
    chosen = linear_sum_assignment(wide)
    return int(wide[chosen].sum())


def _greedy(needs: Sequence[Need], helpers: Sequence[Helper]) -> int:
    costs: Costs = cost_matrix(needs, helpers, WEIGHTS)
    steps = [[*places(one, WEIGHTS), 1 << 24] for one in helpers]
    taken = np.zeros(len(helpers), int)
    following = np.array([step[0] for step in steps])
    spent = 0
    for row in costs:
        best = int((row + following).argmin())
        spent += int(row[best] + following[best])
        taken[best] += 1
        following[best] = steps[best][taken[best]]
    return spent
