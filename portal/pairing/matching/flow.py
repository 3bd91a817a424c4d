"""Giving every row a column at the lowest total cost, where a column takes several rows and each place costs more.

Rows enter one by one along the shortest augmenting path, so that what has entered is optimal at every moment
(successive shortest paths, Jewell 1958). The graph of the search has a node a column and not a row: from a column leads
to another the cheapest move of any row that it holds. With thousands of rows on hundreds of columns this is many times
faster than an assignment with each column repeated by its capacity, and needs the matrix of costs and nothing more.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Costs = npt.NDArray[np.int32]
BARRED = 1 << 26  # no row is ever put where it costs this
UNPLACED = 1 << 22  # what it costs to leave a row without a column: more than any detour that places it
NOWHERE = -1


def assign(costs: Costs, places: Sequence[Sequence[int]]) -> npt.NDArray[np.intp]:
    """Return the column of each row, NOWHERE where no place is left for it, so that as many as possible are placed.

    ``places[column]`` are the costs of the column's places in rising order, one a row that it can take. The total of
    the row's costs and the places' costs is the lowest there is. Costs are whole numbers below UNPLACED over the number
    of columns; a cost of BARRED keeps a row out of a column.
    """
    if not len(costs):
        return np.empty(0, np.intp)
    search = _Search(costs, places)
    for row in range(len(costs)):
        search.enter(row)
    return search.columns()


class _Search:
    """The optimal assignment of the rows that have entered; the last column stands for nowhere."""

    def __init__(self, costs: Costs, places: Sequence[Sequence[int]]) -> None:
        rows, self.width = len(costs), len(places) + 1
        self.costs = np.column_stack([costs, np.full(rows, UNPLACED)]).astype(np.int32)
        self.places = [*places, [0] * rows]
        self.held: list[list[int]] = [[] for _ in range(self.width)]
        self.moves = np.full((self.width, self.width), BARRED, np.int32)  # from column to column, the cheapest
        self.next_place = np.array([self._next(column) for column in range(self.width)], np.int32)

    def _next(self, column: int) -> int:
        taken, places = len(self.held[column]), self.places[column]
        return places[taken] if taken < len(places) else BARRED

    def enter(self, row: int) -> None:
        path = self._shortest(row)
        for here, there in pairwise(path):
            held = np.array(self.held[here])
            leaving = int((self.costs[held, there] - self.costs[held, here]).argmin())
            self.held[here][leaving], row = row, self.held[here][leaving]
        last = path[-1]
        self.held[last].append(row)
        self.next_place[last] = self._next(last)
        for column in path:
            held = np.array(self.held[column])
            self.moves[column] = (self.costs[held] - self.costs[held, column][:, None]).min(axis=0)
            self.moves[column, column] = BARRED

    def _shortest(self, row: int) -> list[int]:
        """Return the columns through which rows are pushed on, the last of which has a place left (Bellman-Ford)."""
        reached = self.costs[row].copy()
        came_from = np.full(self.width, NOWHERE)
        fresh = np.arange(self.width)
        while len(fresh):
            through = reached[fresh, None] + self.moves[fresh]
            best = through.argmin(axis=0)
            cost = through[best, np.arange(self.width)]
            better = np.flatnonzero(cost < reached)
            reached[better], came_from[better] = cost[better], fresh[best[better]]
            fresh = better
        path = [int((reached + self.next_place).argmin())]
        while came_from[path[-1]] != NOWHERE:
            path.append(int(came_from[path[-1]]))
        return path[::-1]

    def columns(self) -> npt.NDArray[np.intp]:
        found = np.full(len(self.costs), NOWHERE, np.intp)
        for column, rows in enumerate(self.held[:-1]):
            found[rows] = column
        return found


def total(costs: Costs, places: Sequence[Sequence[int]], columns: npt.NDArray[np.intp]) -> int:
    """Return what an assignment costs, the rows that it leaves out at UNPLACED each."""
    placed = np.flatnonzero(columns != NOWHERE)
    taken = np.bincount(columns[placed], minlength=len(places))
    return (
        int(costs[placed, columns[placed]].sum(dtype=np.int64))
        + sum(sum(column[:count]) for column, count in zip(places, taken, strict=True))
        + UNPLACED * (len(columns) - len(placed))
    )
