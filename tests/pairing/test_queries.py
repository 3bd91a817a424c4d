from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal.enterprises.models import Enterprise
from portal.enterprises.queries import Wanted, search
from portal.pairing import queries
from portal.pairing.queries import lacking, own, slots_by_enterprise, slots_of
from portal.vocabulary import Reopening, Role, Slot, Standing, UnitKind
from tests.factories import Factory, actor


@pytest.fixture
def paired(make: Factory) -> Enterprise:
    """An enterprise with all four slots filled."""
    enterprise = make.enterprise()
    for slot, role in queries.SLOT_ROLES.items():
        make.pair(enterprise, slot, make.account(role))
    make.pair(enterprise, Slot.UNIT, make.unit())
    return enterprise


def test_the_four_slots_come_in_their_order_with_gaps(session: Session, make: Factory) -> None:
    enterprise = make.enterprise()
    pairing = make.pair(enterprise, Slot.LIAISON, make.account(Role.LIAISON))
    assert list(slots_of(session, enterprise.id).items()) == [
        (Slot.LEADER, None),
        (Slot.UNIT, None),
        (Slot.LIAISON, pairing),
        (Slot.LAWYER, None),
    ]
    assert slots_by_enterprise(session, [enterprise])[enterprise.id][Slot.LIAISON] is pairing


def test_an_ended_pairing_fills_no_slot_but_stays_in_the_history(session: Session, make: Factory) -> None:
    enterprise = make.enterprise()
    pairing = make.pair(enterprise, Slot.LAWYER, make.account(Role.LAWYER))
    pairing.ended_at = pairing.began_at + timedelta(days=1)
    assert queries.current_for(session, enterprise.id) == {}
    assert queries.history(session, enterprise.id) == [pairing]


def test_an_enterprise_lacks_what_is_not_filled(session: Session, make: Factory, paired: Enterprise) -> None:
    coordinator = actor(make.account(Role.COORDINATOR))
    half = make.enterprise()
    make.pair(half, Slot.LEADER, make.account(Role.LEADER))
    make.enterprise(standing=Standing.PENDING)
    assert list(search(session, coordinator, Wanted(), lacking())) == [half]
    assert list(search(session, coordinator, Wanted(), lacking(Slot.LAWYER))) == [half]
    assert list(search(session, coordinator, Wanted(), lacking(Slot.LEADER))) == []


def test_each_sees_the_enterprises_by_whose_side_they_stand(session: Session, make: Factory) -> None:
    bureau = make.unit()
    officer = make.account(Role.OFFICER, unit=bureau)
    liaison = make.account(Role.LIAISON, unit=bureau)
    first = make.enterprise(name="甲", reopening=Reopening.FULL)
    second = make.enterprise(name="乙")
    make.pair(first, Slot.LIAISON, liaison)
    make.pair(second, Slot.UNIT, bureau)
    assert [pairing.enterprise for pairing in own(session, actor(liaison))] == [first]
    assert [pairing.enterprise for pairing in own(session, actor(officer))] == [second]
    assert list(own(session, actor(liaison), Reopening.CLOSED)) == []


def test_candidates_carry_their_load_and_the_near_come_first(session: Session, make: Factory) -> None:
    street = make.unit(kind=UnitKind.STREET)
    office = make.unit(parent_id=street.id)
    enterprise = make.enterprise(area=street)
    far = make.account(Role.LIAISON, capacity=30)
    near = make.account(Role.LIAISON, unit=office, title="主任", capacity=12)
    make.pair(make.enterprise(), Slot.LIAISON, near)
    found = queries.candidates(session, enterprise, Slot.LIAISON)
    assert [(one.id, one.load, one.capacity, one.same_area) for one in found] == [
        (near.id, 1, 12, True),
        (far.id, 0, 30, False),
    ]
    assert found[0].office == f"{office.name}主任"


def test_closed_units_are_no_candidates(session: Session, make: Factory) -> None:
    enterprise = make.enterprise()
    bureau = make.unit()
    make.unit(closed=True)
    make.unit(kind=UnitKind.LAW_FIRM)
    found = queries.candidates(session, enterprise, Slot.UNIT)
    assert [one.id for one in found] == [enterprise.area_id, bureau.id]


def test_the_queries_agree_with_the_actor_of_each_request(session: Session, make: Factory) -> None:
    unit = make.unit()
    person, enterprise = make.account(Role.LAWYER, unit=unit), make.enterprise()
    make.pair(enterprise, Slot.LAWYER, person)
    make.pair(enterprise, Slot.UNIT, unit)
    assert queries.enterprises_of(session, person.id)[Slot.LAWYER] == {enterprise.id}
    assert queries.enterprises_of_unit(session, unit.id) == {enterprise.id}
