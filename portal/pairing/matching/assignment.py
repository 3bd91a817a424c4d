"""The one question to a solver: which column for each row. SciPy answers for a county, successive paths for a city."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from portal.pairing.matching import flow
from portal.pairing.matching.flow import NOWHERE, UNPLACED, Costs

WIDEST = 2_000_000  # cells of SciPy's matrix; beyond, it would take gigabytes and hours


def solve(costs: Costs, places: Sequence[Sequence[int]]) -> npt.NDArray[np.intp]:
    """Return the column of each row, NOWHERE where no place is left, at the lowest total cost.

    Both solvers are exact: they find the same total, and :func:`portal.pairing.matching.flow.assign` says what costs
    and places are. Which of several equally good assignments is found depends on the solver.
    """
    rows = len(costs)
    if rows and rows * (rows + sum(map(len, places))) <= WIDEST:
        return by_scipy(costs, places)
    return flow.assign(costs, places)


def by_scipy(costs: Costs, places: Sequence[Sequence[int]]) -> npt.NDArray[np.intp]:
    """Solve it as an assignment in which a column stands once for each of its places, and nowhere once a row."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  SciPy is a second of every start, for this alone

    owners = np.repeat(np.arange(len(places)), [len(column) for column in places])
    prices = np.array([price for column in places for price in column], np.int32)
    nowhere = np.full((len(costs), len(costs)), UNPLACED)
    wide = np.hstack([costs[:, owners] + prices, nowhere])
    chosen = linear_sum_assignment(wide)[1]
    return np.where(chosen < len(owners), np.append(owners, NOWHERE)[np.minimum(chosen, len(owners))], NOWHERE)
