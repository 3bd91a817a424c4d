"""The matching against every possible assignment, against SciPy's solvers, and against a person's rule of thumb."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from portal.pairing.matching.assignment import WIDEST, by_scipy, solve
from portal.pairing.matching.costs import (
    Helper,
    Need,
    Weights,
    cost_matrix,
    distance,
    match,
    places,
    propose,
    shortlist,
)
from portal.pairing.matching.flow import BARRED, NOWHERE, UNPLACED, Costs, assign, total

W = Weights()
Solver = Callable[[Costs, list[list[int]]], Any]
COUNTY, RIVER, BRIDGE = 1, 2, 3
RIVER_GRID, OTHER_GRID = (COUNTY, RIVER, 21), (COUNTY, RIVER, 22)


def everything(costs: Costs, steps: Sequence[Sequence[int]]) -> int:
    """The lowest total of all assignments there are, each tried."""
    columns = range(NOWHERE, len(steps))
    found = []
    for choice in itertools.product(columns, repeat=len(costs)):
        fits = all(choice.count(column) <= len(places) for column, places in enumerate(steps))
        if fits and all(column == NOWHERE or costs[row, column] < BARRED for row, column in enumerate(choice)):
            found.append(total(costs, steps, np.array(choice)))
    return min(found)


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Costs, list[list[int]]]:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    cost = st.one_of(st.integers(0, 9), st.just(BARRED))
    costs = [[draw(cost) for _ in range(columns)] for _ in range(rows)]
    steps = [sorted(draw(st.lists(st.integers(0, 9), max_size=3))) for _ in range(columns)]
    return np.array(costs, np.int32), steps


@pytest.mark.parametrize("solver", [assign, by_scipy])
@given(task=tasks())
@settings(max_examples=100, deadline=None)
def test_no_assignment_is_cheaper_than_the_one_found(solver: Solver, task: tuple[Costs, list[list[int]]]) -> None:
    costs, steps = task
    columns = solver(costs, steps)
    assert all(np.count_nonzero(columns == column) <= len(one) for column, one in enumerate(steps))
    assert all(column == NOWHERE or costs[row, column] < BARRED for row, column in enumerate(columns))
    assert total(costs, steps, columns) == everything(costs, steps)


def county(enterprises: int, people: int, *, capacity: int, seed: int = 7) -> tuple[list[Need], list[Helper]]:
    """Enterprises and people over eight streets, most paired already; some are away and some pairs are barred."""
    chance = np.random.default_rng(seed)
    asked = [frozenset(pair) for pair in itertools.combinations(["劳动用工", "合同履行", "房屋租赁", "建设工程"], 2)]

    def street() -> tuple[int, int]:
        return COUNTY, int(chance.integers(2, 10))

    helpers = [
        Helper(number, frozenset({street()}), asked[chance.integers(6)], capacity=capacity, away=number % 17 == 3)
        for number in range(people)
    ]
    needs = [
        Need(
            number,
            (*street(), int(chance.integers(20, 24))),
            asked[chance.integers(6)],
            current=int(chance.integers(people)) if number % 3 else None,
            barred=frozenset({int(chance.integers(people))}) if number % 5 == 0 else frozenset(),
        )
        for number in range(enterprises)
    ]
    return needs, helpers


def test_both_solvers_find_the_same_total_for_a_county() -> None:
    needs, helpers = county(300, 20, capacity=16)
    costs, steps = cost_matrix(needs, helpers, W), [places(one, W) for one in helpers]
    assert total(costs, steps, by_scipy(costs, steps)) == total(costs, steps, assign(costs, steps))
    assert propose(needs, helpers, W).cost == total(costs, steps, solve(costs, steps))


def test_a_large_batch_costs_no_more_than_the_bound_of_its_linear_program() -> None:
    needs, helpers = county(2000, 40, capacity=60)
    costs, steps = cost_matrix(needs, helpers, W), [places(one, W) for one in helpers]
    assert len(needs) * sum(map(len, steps)) > WIDEST, "too large for SciPy's matrix"
    assert propose(needs, helpers, W).cost == bound(costs, steps)


def bound(costs: Costs, steps: Sequence[Sequence[int]]) -> int:
    """The optimum of the transport problem as a linear program; its constraints make it whole-numbered by itself."""
    rows, columns = np.nonzero(costs < BARRED)
    moves = np.arange(len(rows))
    owners = np.repeat(np.arange(len(steps)), [len(one) for one in steps])
    places_of = len(rows) + np.arange(len(owners))
    shape = (len(costs) + len(steps), len(rows) + len(owners))
    entries = np.concatenate([np.ones(len(rows)), np.ones(len(rows)), -np.ones(len(owners))])
    at = np.concatenate([rows, len(costs) + columns, len(costs) + owners])
    which = np.concatenate([moves, moves, places_of])
    wanted = np.concatenate([np.ones(len(costs)), np.zeros(len(steps))])
    prices = np.concatenate([costs[rows, columns], *steps])
    solved = linprog(prices, A_eq=csr_array((entries, (at, which)), shape), b_eq=wanted, bounds=(0, 1), method="highs")
    return round(solved.fun)


def test_who_cannot_be_placed_is_left_out_and_nobody_gets_too_many() -> None:
    needs = [Need(number, barred=frozenset({1}) if number == 0 else frozenset()) for number in range(4)]
    result = propose(needs, [Helper(1, capacity=2), Helper(2, capacity=5, load=5)], W)
    assert result.chosen[0] is None
    assert sum(one == 1 for one in result.chosen) == 2
    assert result.cost >= 2 * UNPLACED


def test_the_matrix_holds_what_each_match_costs() -> None:
    needs, helpers = county(60, 12, capacity=9)
    costs = cost_matrix(needs, helpers, W)
    for (row, need), (column, helper) in itertools.product(enumerate(needs), enumerate(helpers)):
        barred = helper.id in need.barred or (helper.away and need.current != helper.id)
        assert costs[row, column] == (BARRED if barred else match(need, helper, W).points)


def test_a_grid_is_nearer_than_its_street_and_its_street_than_another() -> None:
    assert distance(RIVER_GRID, {RIVER_GRID}) == distance(RIVER_GRID, {(COUNTY, RIVER)}) == 0
    assert distance(RIVER_GRID, {OTHER_GRID}) == 1
    assert distance(RIVER_GRID, {(COUNTY, BRIDGE)}) == 2
    assert distance(RIVER_GRID, ()) == 0, "who names no area serves the whole county"


def test_whoever_is_on_leave_keeps_the_enterprises_and_gets_no_new_one() -> None:
    helpers = [Helper(1, away=True), Helper(2)]
    assert propose([Need(1, current=1), Need(2)], helpers, W).chosen == (1, 2)


def test_both_sides_of_a_dispute_never_get_one_person() -> None:
    needs = [Need(1, (COUNTY, RIVER)), Need(2, (COUNTY, RIVER)), Need(3, (COUNTY, BRIDGE))]
    helpers = [Helper(1, frozenset({(COUNTY, RIVER)})), Helper(2, frozenset({(COUNTY, BRIDGE)}))]
    assert propose(needs, helpers, W).chosen == (1, 1, 2)
    chosen = propose(needs, helpers, W, [(1, 2)]).chosen
    assert {chosen[0], chosen[1]} == {1, 2}


def test_who_is_in_charge_goes_before_who_is_near_or_free() -> None:
    need = Need(1, (COUNTY, RIVER), belongs=frozenset({"industry"}))
    street = Helper(1, frozenset({(COUNTY, RIVER)}))
    bureau = Helper(2, charge=frozenset({"industry", "services"}), capacity=9, load=7)
    assert [one.helper.id for one in shortlist(need, [street, bureau], W)] == [2, 1]
    assert propose([need, replace(need, id=2), replace(need, id=3)], [street, bureau], W).chosen.count(1) == 1
    assert (match(need, bureau, W).charge, match(need, street, W).charge) == ({"industry"}, frozenset())
    assert match(Need(4), bureau, W).charge is None, "nobody in charge was asked for"


def test_a_lone_helper_takes_one_side_only() -> None:
    assert sorted(propose([Need(1), Need(2)], [Helper(1)], W, [(1, 2)]).chosen, key=str) == [1, None]


def test_the_shortlist_puts_the_near_and_expert_first_and_leaves_out_who_must_not() -> None:
    need = Need(1, (COUNTY, RIVER), frozenset({"劳动用工"}), barred=frozenset({5}))
    near, expert = frozenset({(COUNTY, RIVER)}), frozenset({"用工", "社会保险"})
    far = frozenset({(COUNTY, BRIDGE)})
    helpers = [
        Helper(1, far),
        Helper(2, near, expert),
        Helper(3, near),
        Helper(4, near, expert, load=30),
        Helper(5, near, expert),
        Helper(6, near, expert, load=10),
    ]
    found = shortlist(need, helpers, W)
    assert [one.helper.id for one in found] == [2, 6, 3, 1]
    assert found[0].knows == {"用工"}
