"""Proposing for many: what is drawn up, changed, applied and refused."""

import pytest
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.errors import NotPermitted, RuleBroken
from portal.notifications.models import Notification
from portal.pairing.concerns import Concern, Party
from portal.pairing.proposals import operations as batches
from portal.pairing.proposals import settling
from portal.pairing.proposals.models import Batch, Proposal
from portal.pairing.queries import current_for
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.vocabulary import PairingState, Role, Slot, UnitKind
from tests.factories import Factory, actor
from tests.judging import JudgingClient


@pytest.fixture
def streets(make: Factory) -> tuple[Unit, Unit]:
    county = make.unit("安澜县", UnitKind.COUNTY)
    return make.unit("望江街道", UnitKind.STREET, parent=county), make.unit("柳浦街道", UnitKind.STREET, parent=county)


@pytest.fixture
def cadres(make: Factory, streets: tuple[Unit, Unit]) -> tuple[Account, Account]:
    river, willow = streets
    near = make.account(Role.LIAISON, name="陈立新", unit=river, capacity=3, specialities="劳动用工")
    return near, make.account(Role.LIAISON, name="卢思齐", unit=willow, capacity=3)


@pytest.fixture
def office(make: Factory) -> Account:
    return make.account(Role.COORDINATOR, name="周明远")


@pytest.fixture
def coordinator(office: Account) -> Actor:
    return actor(office)


@pytest.fixture
def batch(
    session: Session, make: Factory, streets: tuple[Unit, Unit], cadres: tuple[Account, Account], coordinator: Actor
) -> Batch:
    """A proposal for one enterprise in each street."""
    for street in streets:
        make.member(make.enterprise(area=street))
    return batches.draw_up(session, actor=coordinator, slot=Slot.LIAISON)


def rows(session: Session, batch: Batch) -> list[Proposal]:
    return list(batches.rows_of(session, batch))


def test_each_enterprise_is_proposed_the_cadre_of_its_street_and_nothing_moves(
    session: Session, batch: Batch, streets: tuple[Unit, Unit]
) -> None:
    found = rows(session, batch)
    assert [(row.enterprise.area.name, row.account and row.account.name) for row in found] == [
        ("望江街道", "陈立新"),
        ("柳浦街道", "卢思齐"),
    ]
    assert found[0].grounds == {
        "near": True,
        "knows": ["劳动用工"],
        "meets": [],
        "charge": None,
        "load": 0,
        "capacity": 3,
    }
    assert (batch.before["filled"], batch.after["filled"], batch.after["near"]) == (0, 2, 2)
    assert current_for(session, found[0].enterprise_id) == {}


def test_only_a_coordinator_draws_up_and_only_where_somebody_is_missing(
    session: Session, batch: Batch, cadres: tuple[Account, Account], coordinator: Actor
) -> None:
    with pytest.raises(NotPermitted):
        batches.draw_up(session, actor=actor(cadres[0]), slot=Slot.LIAISON)
    settling.apply(session, batch, rows(session, batch), actor=coordinator)
    with pytest.raises(RuleBroken):
        batches.draw_up(session, actor=coordinator, slot=Slot.LIAISON)
    again = batches.draw_up(session, actor=coordinator, slot=Slot.LIAISON, every=True)
    assert rows(session, again) == [], "what is best already is not proposed"


def test_what_is_applied_stands_is_told_once_to_each_and_the_rest_waits(
    session: Session, batch: Batch, coordinator: Actor, cadres: tuple[Account, Account]
) -> None:
    first, second = rows(session, batch)
    outcome = settling.apply(session, batch, [first], actor=coordinator)
    assert (outcome.applied, outcome.refused) == ([first], [])
    assert current_for(session, first.enterprise_id)[Slot.LIAISON].account == cadres[0]
    assert (first.state, second.state) == (PairingState.APPLIED, PairingState.OPEN)
    assert session.query(Notification).filter_by(recipient_id=cadres[0].id).one().subject == "结对调整：联企干部"
    assert settling.set_aside(session, batch, [first, second], actor=coordinator) == 1


def test_a_row_overtaken_by_events_is_refused_with_its_reason(
    session: Session, make: Factory, batch: Batch, coordinator: Actor, cadres: tuple[Account, Account]
) -> None:
    first, second = rows(session, batch)
    make.pair(first.enterprise, Slot.LIAISON, cadres[1])
    cadres[1].capacity = 1
    outcome = settling.apply(session, batch, [first, second], actor=coordinator)
    assert outcome.applied == []
    assert first.refusal == "方案拟订后，该企业的结对已有变动。"
    assert second.refusal == "卢思齐的结对户数已满。"
    assert current_for(session, second.enterprise_id) == {}


def test_a_row_is_changed_by_hand_and_keeps_its_grounds(
    session: Session, batch: Batch, coordinator: Actor, cadres: tuple[Account, Account]
) -> None:
    row = rows(session, batch)[0]
    batches.choose(session, batch, row, actor=coordinator, choice=cadres[1].id)
    assert (row.account, row.by_hand, row.grounds["near"]) == (cadres[1], True, False)
    settling.apply(session, batch, [row], actor=coordinator)
    with pytest.raises(RuleBroken):
        batches.choose(session, batch, row, actor=coordinator, choice=cadres[0].id)


def test_two_concerns_are_put_together() -> None:
    rent, wages = Concern(frozenset({"租赁"}), frozenset({Party("甲公司")})), Concern(frozenset({"用工"}))
    assert (rent | wages) == Concern(frozenset({"租赁", "用工"}), frozenset({Party("甲公司")}))


def test_the_coordinator_proposes_reviews_changes_and_applies(
    client: JudgingClient, session: Session, batch: Batch, office: Account, cadres: tuple[Account, Account]
) -> None:
    client.sign_in(office)
    page = client.get(f"/pairing/batches/{batch.id}")
    assert "同镇街；擅长劳动用工；现有0/3家" in page.words
    first, second = rows(session, batch)
    assert f"/pairing/batches/{batch.id}/rows/{first.id}" in page.links()
    client.get(f"/pairing/batches/{batch.id}/rows/{first.id}")
    client.post(f"/pairing/batches/{batch.id}/rows/{first.id}", {"choice": str(cadres[1].id)}, expect=302)
    page = client.post(f"/pairing/batches/{batch.id}/settle", {"do": "apply", "pick": str(first.id)}, follow=True)
    assert "已按方案结对：1户" in page.words
    client.post(f"/pairing/batches/{batch.id}/settle", {"do": "all"}, expect=302)
    assert current_for(session, second.enterprise_id)[Slot.LIAISON].account == cadres[1]
    for path in ("/pairing/batches", "/pairing/coverage?slot=liaison", "/pairing/people", "/pairing/people/teams"):
        client.get(path)


def test_weights_are_tried_before_they_are_set(client: JudgingClient, office: Account, batch: Batch) -> None:
    client.sign_in(office)
    weights = {"area": "0", "speciality": "30", "load": "100", "change": "0", "wish": "20", "slot": "liaison"}
    tried = client.post("/pairing/batches/weights", {**weights, "preview": "1"}, expect=200)
    assert "试算权重" in tried.words
    client.post("/pairing/batches/weights", weights, expect=422)
    page = client.post("/pairing/batches/weights", {**weights, "reason": "均衡优先"}, follow=True)
    assert "均衡优先" in page.words
