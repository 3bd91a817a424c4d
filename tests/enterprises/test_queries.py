import pytest
from sqlalchemy.orm import Session

from portal.enterprises import queries
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import Order, Wanted
from portal.errors import NotFound
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import Reopening, Role, Sector, Size, Standing, UnitKind
from tests.factories import Factory, actor

RELATIONS = ("enterprise_ids", "liaison_of", "lawyer_of", "leader_of", "responsible_for")


def found(session: Session, someone: Actor, wanted: Wanted | None = None) -> set[int]:
    return {enterprise.id for enterprise in queries.search(session, someone, wanted or Wanted(), limit=100)}


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("role", Role)
def test_the_directory_lists_what_the_table_lets_see(
    session: Session, make: Factory, role: Role, relation: str
) -> None:
    mine, others = make.enterprise(), make.enterprise()
    someone = Actor(make.account().id, "某人", frozenset({role}), **{relation: frozenset({mine.id})})
    permitted = {e.id for e in (mine, others) if permits(someone, Permission.ENTERPRISE_VIEW, e)}
    assert found(session, someone) == permitted
    assert queries.count(session, someone, Wanted()) == len(permitted)


def test_an_enterprise_that_may_not_be_seen_is_not_found(session: Session, make: Factory) -> None:
    enterprise = make.enterprise()
    with pytest.raises(NotFound):
        queries.visible(session, actor(make.account(Role.LIAISON)), enterprise.id)
    with pytest.raises(NotFound):
        queries.visible(session, actor(make.account(Role.COORDINATOR)), 999_999)


@pytest.fixture
def coordinator(make: Factory) -> Actor:
    return actor(make.account(Role.COORDINATOR))


@pytest.fixture
def mill(make: Factory) -> Enterprise:
    street = make.unit("望江街道", UnitKind.STREET)
    grid = make.unit("望江第三网格", UnitKind.GRID, parent_id=street.id)
    return make.enterprise(
        name="恒泰100%纺织",
        area=grid,
        sector=Sector.INDUSTRY,
        size=Size.LARGE,
        reopening=Reopening.PARTIAL,
        key=True,
        above_scale=True,
        staff_count=420,
    )


@pytest.fixture
def inn(make: Factory) -> Enterprise:
    return make.enterprise(
        name="望江楼餐饮",
        sector=Sector.SERVICES,
        size=Size.MICRO,
        standing=Standing.PENDING,
        reopening=Reopening.CLOSED,
    )


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(sector=Sector.INDUSTRY),
        Wanted(size=Size.LARGE),
        Wanted(reopening=Reopening.PARTIAL),
        Wanted(standing=Standing.VERIFIED),
        Wanted(key=True),
        Wanted(above_scale=True),
        Wanted(words="恒泰"),
        Wanted(words="100%"),
    ],
)
def test_each_filter_leaves_the_mill_alone(
    session: Session,
    coordinator: Actor,
    mill: Enterprise,
    inn: Enterprise,
    wanted: Wanted,
) -> None:
    assert found(session, coordinator, wanted) == {mill.id}


def test_a_wildcard_is_looked_for_as_it_is_typed(session: Session, coordinator: Actor, inn: Enterprise) -> None:
    assert found(session, coordinator, Wanted(words="%")) == set()


def test_a_code_is_found_by_a_part_in_any_case(session: Session, coordinator: Actor, mill: Enterprise) -> None:
    assert found(session, coordinator, Wanted(words=mill.credit_code[3:].lower())) == {mill.id}


def test_a_street_finds_the_enterprises_of_its_grids(
    session: Session,
    coordinator: Actor,
    mill: Enterprise,
    inn: Enterprise,
) -> None:
    street_id = mill.area.parent_id
    assert street_id is not None
    assert found(session, coordinator, Wanted(area_id=street_id)) == {mill.id}
    assert queries.count_in_area(session, street_id) == 1


def test_the_largest_stand_first_when_sorted_by_staff(
    session: Session,
    coordinator: Actor,
    mill: Enterprise,
    inn: Enterprise,
) -> None:
    assert list(queries.search(session, coordinator, Wanted(order=Order.STAFF))) == [mill, inn]


def test_a_long_list_comes_in_pages(session: Session, make: Factory, coordinator: Actor) -> None:
    made = [make.enterprise(name=f"企业{number}") for number in range(5)]
    wanted = Wanted(order=Order.NAME)
    pages = [queries.search(session, coordinator, wanted, offset=at, limit=2) for at in (0, 2, 4)]
    assert [enterprise for page in pages for enterprise in page] == made
