from portal.pairing.candidates import Candidate, is_near, ranked
from portal.units.models import Unit
from portal.vocabulary import UnitKind

COUNTY = Unit(id=1, kind=UnitKind.COUNTY)
STREET = Unit(id=2, kind=UnitKind.STREET, parent_id=1)
GRID = Unit(id=3, kind=UnitKind.GRID, parent_id=2)
OFFICE = Unit(id=4, kind=UnitKind.DEPARTMENT, parent_id=2)
BUREAU = Unit(id=5, kind=UnitKind.DEPARTMENT, parent_id=1)
OTHER_STREET = Unit(id=6, kind=UnitKind.STREET, parent_id=1)
FIRM = Unit(id=7, kind=UnitKind.LAW_FIRM)


def names(*candidates: Candidate) -> list[str]:
    return [candidate.name for candidate in ranked(candidates)]


def test_someone_of_the_same_area_comes_first() -> None:
    assert names(Candidate(1, "远", load=0, capacity=30), Candidate(2, "近", load=12, capacity=30, same_area=True)) == [
        "近",
        "远",
    ]


def test_someone_who_is_full_comes_last_even_if_near() -> None:
    full = Candidate(1, "满", load=30, capacity=30, same_area=True)
    assert full.is_full
    assert names(full, Candidate(2, "远", load=29, capacity=30)) == ["远", "满"]


def test_of_equals_the_one_with_the_smaller_share_comes_first() -> None:
    assert names(Candidate(1, "重", load=5, capacity=10), Candidate(2, "轻", load=6, capacity=30)) == ["轻", "重"]


def test_nobody_with_a_capacity_of_zero_is_free() -> None:
    assert Candidate(1, "休", load=0, capacity=0).is_full


def test_a_unit_is_never_full() -> None:
    assert not Candidate(1, "县人社局", load=500).is_full


def test_a_street_its_grids_and_its_departments_are_near() -> None:
    for area in (STREET, GRID):
        assert [unit for unit in (STREET, GRID, OFFICE) if is_near(unit, area)] == [STREET, GRID, OFFICE]


def test_the_county_another_street_and_law_firms_are_not_near() -> None:
    assert not [unit for unit in (COUNTY, BUREAU, OTHER_STREET, FIRM, None) if is_near(unit, GRID)]
