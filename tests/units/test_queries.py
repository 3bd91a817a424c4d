import pytest
from sqlalchemy.orm import Session

from portal.errors import NotFound
from portal.units import queries
from portal.units.models import Unit
from portal.vocabulary import UnitKind
from tests.factories import Factory


@pytest.fixture
def county(make: Factory) -> Unit:
    return make.unit("安澜县", UnitKind.COUNTY)


@pytest.fixture
def street(make: Factory, county: Unit) -> Unit:
    return make.unit("望江街道", UnitKind.STREET, parent_id=county.id)


@pytest.fixture
def grid(make: Factory, street: Unit) -> Unit:
    return make.unit("望江街道第三网格", UnitKind.GRID, parent_id=street.id, short_name="第三网格")


def test_an_area_is_a_street_or_a_grid_named_with_its_street(session: Session, street: Unit, grid: Unit) -> None:
    assert queries.area_choices(session) == [(street.id, "望江街道"), (grid.id, "望江街道 第三网格")]


def test_a_closed_area_is_listed_only_where_it_is_the_present_choice(session: Session, street: Unit) -> None:
    street.closed = True
    assert queries.area_choices(session) == []
    assert queries.area_choices(session, keep=street.id) == [(street.id, "望江街道")]


def test_a_street_holds_its_grids(session: Session, make: Factory, county: Unit, street: Unit, grid: Unit) -> None:
    other = make.unit(kind=UnitKind.STREET, parent_id=county.id)
    assert set(session.scalars(queries.ids_within(street.id))) == {street.id, grid.id}
    assert set(session.scalars(queries.ids_within(county.id))) == {county.id, street.id, grid.id, other.id}


def test_the_tree_lists_each_unit_under_its_parent(session: Session, county: Unit, street: Unit, grid: Unit) -> None:
    grid.closed = True
    assert queries.tree(session) == [(0, county), (1, street)]
    assert queries.tree(session, with_closed=True) == [(0, county), (1, street), (2, grid)]


def test_departments_and_streets_may_be_responsible(session: Session, make: Factory, street: Unit) -> None:
    bureau = make.unit("县人社局")
    make.unit("安澜明理律师事务所", UnitKind.LAW_FIRM)
    assert queries.of_kinds(session, *queries.RESPONSIBLE) == [street, bureau]
    assert queries.street_choices(session) == [(street.id, "望江街道")]


def test_what_a_unit_may_stand_under_follows_its_kind(session: Session, county: Unit, street: Unit) -> None:
    assert queries.parent_choices(session, UnitKind.GRID) == [(street.id, "望江街道")]
    assert queries.parent_choices(session, UnitKind.DEPARTMENT) == [(county.id, "安澜县"), (street.id, "望江街道")]
    assert queries.parent_choices(session, UnitKind.LAW_FIRM) == []


def test_an_unknown_unit_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        queries.by_id(session, 999_999)
