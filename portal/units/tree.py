"""The shape of the organisation tree: which kind of unit may stand under which, and when a unit may be closed.

Territorial units follow 市/县 → 镇街 → 网格; a department belongs to a county or a street, a law firm to nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from portal.vocabulary import UnitKind

PARENTS: Mapping[UnitKind, frozenset[UnitKind | None]] = {
    UnitKind.COUNTY: frozenset({None, UnitKind.COUNTY}),
    UnitKind.STREET: frozenset({UnitKind.COUNTY}),
    UnitKind.GRID: frozenset({UnitKind.STREET}),
    UnitKind.DEPARTMENT: frozenset({None, UnitKind.COUNTY, UnitKind.STREET}),
    UnitKind.LAW_FIRM: frozenset({None}),
}


class Node(Protocol):
    """What the tree needs to know of a unit."""

    id: int
    parent_id: int | None


AnyNode = TypeVar("AnyNode", bound=Node)


@dataclass(frozen=True)
class Use:
    """What still depends on a unit, as counts of what is there today."""

    children: int = 0
    people: int = 0
    enterprises: int = 0

    @property
    def is_used(self) -> bool:
        """Tell whether anything depends on the unit."""
        return bool(self.children or self.people or self.enterprises)


def may_stand_under(kind: UnitKind, parent: UnitKind | None) -> bool:
    """Tell whether a unit of one kind may stand under another; None is the top."""
    return parent in PARENTS[kind]


def in_order(nodes: Iterable[AnyNode]) -> list[tuple[int, AnyNode]]:
    """Return (depth, node) pairs, each node right after its parent; siblings stay in the order given.

    A node whose parent is not among the nodes counts as a top.
    """
    given = list(nodes)
    known = {node.id for node in given}
    below: dict[int | None, list[AnyNode]] = {}
    for node in given:
        below.setdefault(node.parent_id if node.parent_id in known else None, []).append(node)
    return list(_walk(below, None, 0))


def _walk(below: Mapping[int | None, Sequence[AnyNode]], top: int | None, depth: int) -> Iterable[tuple[int, AnyNode]]:
    for node in below.get(top, ()):
        yield depth, node
        yield from _walk(below, node.id, depth + 1)
