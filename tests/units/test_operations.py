import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.audit.models import AuditEvent
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.units.operations import UnitFacts, close_unit, create_unit, edit_unit, reopen_unit
from portal.vocabulary import Role, UnitKind
from tests.factories import Factory, actor


@pytest.fixture
def admin(make: Factory) -> Actor:
    return actor(make.account(Role.ADMIN))


@pytest.fixture
def county(make: Factory) -> Unit:
    return make.unit("安澜县", UnitKind.COUNTY)


def test_the_administrator_adds_a_street_to_the_county(session: Session, admin: Actor, county: Unit) -> None:
    facts = UnitFacts("望江街道", parent_id=county.id, telephone="0000-821 2200")
    street = create_unit(session, actor=admin, kind=UnitKind.STREET, facts=facts)
    assert (street.parent, street.short_name, street.closed) == (county, "望江街道", False)
    assert session.scalars(sa.select(AuditEvent.subject)).all() == [f"unit:{street.id}"]


def test_nobody_else_changes_the_tree(session: Session, make: Factory, county: Unit) -> None:
    coordinator = actor(make.account(Role.COORDINATOR))
    facts = UnitFacts("望江街道", parent_id=county.id)
    with pytest.raises(NotPermitted):
        create_unit(session, actor=coordinator, kind=UnitKind.STREET, facts=facts)
    with pytest.raises(NotPermitted):
        edit_unit(session, actor=coordinator, unit=county, facts=facts, version=1)
    with pytest.raises(NotPermitted):
        close_unit(session, actor=coordinator, unit=county, people=0, enterprises=0)
    with pytest.raises(NotPermitted):
        reopen_unit(session, actor=coordinator, unit=county)


def test_two_units_never_have_the_same_name(session: Session, admin: Actor, county: Unit) -> None:
    with pytest.raises(RuleBroken) as refused:
        create_unit(session, actor=admin, kind=UnitKind.COUNTY, facts=UnitFacts("安澜县"))
    assert refused.value.field == "name"


def test_two_units_never_share_a_letter_code(session: Session, admin: Actor, make: Factory) -> None:
    make.unit("县司法局", code="安司")
    with pytest.raises(RuleBroken) as refused:
        create_unit(session, actor=admin, kind=UnitKind.DEPARTMENT, facts=UnitFacts("县税务局", code="安司"))
    assert refused.value.field == "code"


def test_a_unit_may_keep_its_own_name_and_code(session: Session, admin: Actor, make: Factory) -> None:
    bureau = make.unit("县司法局", code="安司")
    edit_unit(session, actor=admin, unit=bureau, facts=UnitFacts("县司法局", "司法局", code="安司"), version=1)
    assert (bureau.short_name, bureau.version) == ("司法局", 2)


def test_a_street_needs_its_county(session: Session, admin: Actor) -> None:
    with pytest.raises(RuleBroken) as refused:
        create_unit(session, actor=admin, kind=UnitKind.STREET, facts=UnitFacts("望江街道"))
    assert refused.value.field == "parent_id"


def test_a_unit_never_stands_under_itself(session: Session, admin: Actor, make: Factory, county: Unit) -> None:
    lower = make.unit("下辖县", UnitKind.COUNTY, parent_id=county.id)
    facts = UnitFacts("安澜县", parent_id=lower.id)
    with pytest.raises(RuleBroken, match=r"itself|自己"):
        edit_unit(session, actor=admin, unit=county, facts=facts, version=county.version)


def test_nothing_moves_under_a_closed_unit(session: Session, admin: Actor, make: Factory, county: Unit) -> None:
    closed = make.unit("已撤并县", UnitKind.COUNTY, closed=True)
    street = make.unit("望江街道", UnitKind.STREET, parent_id=county.id)
    with pytest.raises(RuleBroken) as refused:
        edit_unit(session, actor=admin, unit=street, facts=UnitFacts("望江街道", parent_id=closed.id), version=1)
    assert refused.value.field == "parent_id"


def test_the_second_of_two_editors_sees_what_the_first_saved(session: Session, admin: Actor, county: Unit) -> None:
    edit_unit(session, actor=admin, unit=county, facts=UnitFacts("安澜市"), version=1)
    with pytest.raises(StaleEdit) as stale:
        edit_unit(session, actor=admin, unit=county, facts=UnitFacts("安澜区"), version=1)
    assert "安澜市" in dict(stale.value.theirs).values()
    assert stale.value.version == county.version == 2


@pytest.mark.parametrize(("people", "enterprises"), [(1, 0), (0, 1)])
def test_a_unit_in_use_is_not_closed(
    session: Session,
    admin: Actor,
    county: Unit,
    people: int,
    enterprises: int,
) -> None:
    with pytest.raises(RuleBroken):
        close_unit(session, actor=admin, unit=county, people=people, enterprises=enterprises)
    assert not county.closed


def test_a_unit_with_open_units_under_it_is_not_closed(
    session: Session,
    admin: Actor,
    make: Factory,
    county: Unit,
) -> None:
    street = make.unit(kind=UnitKind.STREET, parent_id=county.id)
    with pytest.raises(RuleBroken):
        close_unit(session, actor=admin, unit=county, people=0, enterprises=0)
    close_unit(session, actor=admin, unit=street, people=0, enterprises=0)
    close_unit(session, actor=admin, unit=county, people=0, enterprises=0)
    assert county.closed
    with pytest.raises(RuleBroken):
        reopen_unit(session, actor=admin, unit=street)
    reopen_unit(session, actor=admin, unit=county)
    reopen_unit(session, actor=admin, unit=street)
    assert not street.closed
