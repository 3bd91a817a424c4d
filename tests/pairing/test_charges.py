"""Responsible units are proposed by the trades in their charge, leaders by their streets and units."""

import pytest
from sqlalchemy.orm import Session

from portal.accounts.models import Account, ServiceArea
from portal.enterprises.models import Enterprise
from portal.notifications.models import Notification
from portal.pairing.proposals import operations as batches
from portal.pairing.proposals import settling
from portal.pairing.proposals.offers import offer, why
from portal.pairing.queries import current_for
from portal.units.models import Unit
from portal.vocabulary import Role, Sector, Slot, UnitKind
from tests.factories import Factory, actor
from tests.judging import JudgingClient

INDUSTRY, SERVICES = [Sector.INDUSTRY.value], [Sector.SERVICES.value]


@pytest.fixture
def office(make: Factory) -> Account:
    return make.account(Role.COORDINATOR, name="周明远")


@pytest.fixture
def streets(make: Factory) -> tuple[Unit, Unit]:
    county = make.unit("安澜县", UnitKind.COUNTY)
    return make.unit("望江街道", UnitKind.STREET, parent=county), make.unit("柳浦街道", UnitKind.STREET, parent=county)


@pytest.fixture
def units(make: Factory) -> tuple[Unit, Unit]:
    make.unit("县人社局", themes="劳动用工")
    return make.unit("县工信局", sectors=INDUSTRY), make.unit("县商务局", sectors=SERVICES, themes="房屋租赁")


@pytest.fixture
def mill(make: Factory, streets: tuple[Unit, Unit]) -> Enterprise:
    return make.enterprise(area=streets[0], key=True)


def test_units_are_proposed_by_trade_reviewed_and_applied(
    client: JudgingClient, session: Session, make: Factory, mill: Enterprise, units: tuple[Unit, Unit]
) -> None:
    officer = make.account(Role.OFFICER, unit=units[0])
    farm = make.enterprise(area=mill.area, sector=Sector.AGRICULTURE)
    client.sign_in(make.account(Role.COORDINATOR))
    page = client.post("/pairing/batches", {"slot": "unit", "scope": "lacking"}, follow=True)
    assert "县工信局" in page.words
    assert "归口工业；现有0家" in page.words
    assert "同镇街；现有0家" in page.words, "for a trade in nobody's charge the street is responsible"
    batch = batches.recent(session)[0]
    assert (batch.before["filled"], batch.after["filled"]) == (0, 2)
    client.post(f"/pairing/batches/{batch.id}/settle", {"do": "all"}, expect=302)
    assert current_for(session, mill.id)[Slot.UNIT].unit == units[0]
    assert current_for(session, farm.id)[Slot.UNIT].unit == mill.area
    told = session.query(Notification).filter_by(recipient_id=officer.id).one()
    assert "您所在单位" in told.body


def test_another_unit_is_put_into_a_row_by_hand(
    session: Session, make: Factory, office: Account, mill: Enterprise, units: tuple[Unit, Unit]
) -> None:
    other = make.unit("县财政局")
    batch = batches.draw_up(session, actor=actor(office), slot=Slot.UNIT)
    (row,) = batches.rows_of(session, batch)
    batches.choose(session, batch, row, actor=actor(office), choice=other.id)
    assert settling.apply(session, batch, [row], actor=actor(office)).applied == [row]
    assert (current_for(session, mill.id)[Slot.UNIT].unit, row.by_hand) == (other, True)
    assert units[0].name in [one.name for one in offer(session, mill, Slot.UNIT).candidates][:1]


def test_a_key_enterprise_is_proposed_the_leader_in_charge_with_the_least_to_do(
    session: Session,
    make: Factory,
    mill: Enterprise,
    streets: tuple[Unit, Unit],
    units: tuple[Unit, Unit],
) -> None:
    office = make.account(Role.COORDINATOR)
    make.enterprise(area=streets[0])
    far, near = make.account(Role.LEADER, name="顾长河"), make.account(Role.LEADER, name="梁景行")
    session.add(ServiceArea(account_id=far.id, unit_id=streets[1].id))
    session.add(ServiceArea(account_id=near.id, unit_id=units[0].id))
    session.flush()
    batch = batches.draw_up(session, actor=actor(office), slot=Slot.LEADER, key=True)
    (row,) = batches.rows_of(session, batch)
    assert (row.enterprise, row.proposed) == (mill, near)
    assert "分管县工信局" in why(row.grounds)
    make.pair(mill, Slot.UNIT, units[1])
    grounds = offer(session, mill, Slot.LEADER).grounds
    assert "不在归口、分管范围" not in why(grounds[near.id]), "nobody is in charge of its present unit"


def test_what_a_unit_and_a_leader_are_in_charge_of_is_edited_where_they_are_kept(
    client: JudgingClient, session: Session, make: Factory, office: Account, units: tuple[Unit, Unit]
) -> None:
    leader = make.account(Role.LEADER, name="梁景行")
    client.sign_in(make.account(Role.ADMIN))
    unit = make.unit("县农业农村局")
    facts = {
        "name": unit.name,
        "parent_id": "",
        "sectors": "agriculture",
        "themes": "农资供应",
        "version": "1",
    }
    client.get(f"/admin/units/{unit.id}")
    client.post(f"/admin/units/{unit.id}", facts, expect=302)
    assert (unit.sectors, unit.themes) == (["agriculture"], "农资供应")
    client.sign_in(office)
    path = f"/pairing/people/{leader.id}"
    assert "分管单位" in client.get(path).words
    facts = {"capacity": "30", "languages": "英语", "units": str(units[0].id), "version": leader.version}
    client.post(path, facts, expect=302)
    named = session.query(ServiceArea).filter_by(account_id=leader.id).one()
    assert (named.unit_id, leader.languages) == (units[0].id, "英语")
