from dataclasses import dataclass

import pytest

from portal.units.tree import Use, in_order, may_stand_under
from portal.vocabulary import UnitKind


@dataclass
class Place:
    id: int
    parent_id: int | None = None


def test_each_unit_comes_right_after_its_parent() -> None:
    county, first, second, grid = Place(1), Place(2, 1), Place(3, 1), Place(4, 2)
    assert [(depth, node.id) for depth, node in in_order([county, first, second, grid])] == [
        (0, 1),
        (1, 2),
        (2, 4),
        (1, 3),
    ]


def test_a_unit_whose_parent_is_not_listed_stands_at_the_top() -> None:
    assert in_order([Place(4, 2)]) == [(0, Place(4, 2))]


@pytest.mark.parametrize(
    ("kind", "parent", "allowed"),
    [
        (UnitKind.COUNTY, None, True),
        (UnitKind.COUNTY, UnitKind.STREET, False),
        (UnitKind.STREET, UnitKind.COUNTY, True),
        (UnitKind.STREET, None, False),
        (UnitKind.GRID, UnitKind.STREET, True),
        (UnitKind.GRID, UnitKind.COUNTY, False),
        (UnitKind.DEPARTMENT, UnitKind.STREET, True),
        (UnitKind.LAW_FIRM, None, True),
        (UnitKind.LAW_FIRM, UnitKind.COUNTY, False),
    ],
)
def test_the_kind_decides_what_a_unit_may_stand_under(kind: UnitKind, parent: UnitKind | None, allowed: bool) -> None:
    assert may_stand_under(kind, parent) is allowed


def test_a_unit_is_used_while_anything_depends_on_it() -> None:
    assert not Use().is_used
    assert Use(people=1).is_used
