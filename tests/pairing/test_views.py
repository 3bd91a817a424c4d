import pytest
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.enterprises.models import Enterprise
from portal.pairing.queries import current_for, history
from portal.vocabulary import Reopening, Role, Slot
from tests.factories import Factory
from tests.judging import JudgingClient


@pytest.fixture
def enterprise(make: Factory) -> Enterprise:
    return make.enterprise(name="安澜恒泰纺织有限公司")


@pytest.fixture
def coordinator(make: Factory) -> Account:
    return make.account(Role.COORDINATOR, name="周明远")


@pytest.fixture
def liaison(make: Factory) -> Account:
    return make.account(Role.LIAISON, name="陈立新", telephone="138 0000 1203", capacity=30, specialities="用工")


def test_the_coordinator_fills_an_empty_slot_from_the_list(
    session: Session,
    client: JudgingClient,
    coordinator: Account,
    enterprise: Enterprise,
    liaison: Account,
) -> None:
    client.sign_in(coordinator)
    page = client.get("/pairing?lacking=liaison")
    path = f"/pairing/{enterprise.id}/liaison"
    assert path in page.links()
    form = client.get(path)
    assert "已结对0/30户 · 擅长用工" in form.words
    page = client.post(path, {"choice": str(liaison.id), "version": "0", "reason": ""}, follow=True)
    assert "陈立新" in page.words
    assert current_for(session, enterprise.id)[Slot.LIAISON].account == liaison
    assert path not in client.get("/pairing?lacking=liaison").links()


def test_the_counters_say_how_many_lack_what(
    make: Factory,
    client: JudgingClient,
    coordinator: Account,
    enterprise: Enterprise,
    liaison: Account,
) -> None:
    make.pair(enterprise, Slot.LIAISON, liaison)
    page = client.sign_in(coordinator).get("/pairing")
    assert page.tree is not None
    counts = [int(count) for count in page.tree.xpath("//ul[@class='tabs']//b/text()")]
    assert counts == [1, 1, 1, 0, 1]


def test_somebody_is_replaced_with_a_reason_and_the_history_keeps_both(
    session: Session,
    make: Factory,
    client: JudgingClient,
    coordinator: Account,
    enterprise: Enterprise,
) -> None:
    former, following = make.account(Role.LAWYER, name="苏若兰"), make.account(Role.LAWYER, name="顾怀谨")
    current = make.pair(enterprise, Slot.LAWYER, former)
    client.sign_in(coordinator)
    path = f"/pairing/{enterprise.id}/lawyer"
    choice = {"choice": str(following.id), "version": str(current.id), "reason": ""}
    page = client.post(path, choice, expect=422)
    assert page.errors == ["请写明变更原因，原因记入结对记录。"]
    page = client.post(path, choice | {"reason": "苏律师休假😀"}, follow=True)
    for words in ("苏若兰", "顾怀谨", "苏律师休假😀"):
        assert words in page.words
    assert len(history(session, enterprise.id)) == 2


def test_the_second_of_two_coordinators_sees_whom_the_first_chose(
    session: Session,
    make: Factory,
    client: JudgingClient,
    coordinator: Account,
    enterprise: Enterprise,
) -> None:
    first, second = make.account(Role.LEADER, name="梁景行"), make.account(Role.LEADER, name="温如海")
    client.sign_in(coordinator)
    make.pair(enterprise, Slot.LEADER, first)
    page = client.post(f"/pairing/{enterprise.id}/leader", {"choice": str(second.id), "version": "0"}, expect=409)
    assert "梁景行" in page.words
    assert current_for(session, enterprise.id)[Slot.LEADER].account == first


def test_a_pairing_is_ended_with_a_reason(
    session: Session,
    make: Factory,
    client: JudgingClient,
    coordinator: Account,
    enterprise: Enterprise,
) -> None:
    pairing = make.pair(enterprise, Slot.UNIT, make.unit("县工业和信息化局"))
    client.sign_in(coordinator)
    path = f"/pairing/{enterprise.id}/unit/end"
    assert "县工业和信息化局" in client.get(path).words
    client.post(path, {"version": str(pairing.id), "reason": ""}, expect=422)
    client.post(path, {"version": str(pairing.id), "reason": "机构改革"}, follow=True)
    assert current_for(session, enterprise.id) == {}


def test_without_candidates_the_page_says_whom_to_ask(
    client: JudgingClient,
    coordinator: Account,
    enterprise: Enterprise,
) -> None:
    page = client.sign_in(coordinator).get(f"/pairing/{enterprise.id}/lawyer")
    assert "没有候选人" in page.words


def test_a_slot_that_does_not_exist_is_not_found(
    client: JudgingClient,
    coordinator: Account,
    enterprise: Enterprise,
) -> None:
    client.sign_in(coordinator).get(f"/pairing/{enterprise.id}/mayor", expect=404)


def test_each_finds_the_enterprises_paired_with_them(
    make: Factory,
    client: JudgingClient,
    enterprise: Enterprise,
    liaison: Account,
) -> None:
    make.pair(enterprise, Slot.LIAISON, liaison)
    make.enterprise(name="望江楼餐饮有限公司", reopening=Reopening.FULL)
    page = client.sign_in(liaison).get("/pairing/mine")
    assert "安澜恒泰纺织有限公司" in page.words
    assert "望江楼" not in page.words
    assert "没有符合条件的企业" in client.get("/pairing/mine?reopening=full").words


def test_somebody_without_enterprises_is_told_what_comes(make: Factory, client: JudgingClient) -> None:
    page = client.sign_in(make.account(Role.LAWYER)).get("/pairing/mine")
    assert "目前没有与您结对的企业" in page.words


def test_an_officer_finds_what_the_unit_is_responsible_for(
    make: Factory,
    client: JudgingClient,
    enterprise: Enterprise,
) -> None:
    bureau = make.unit("县工业和信息化局")
    make.pair(enterprise, Slot.UNIT, bureau)
    page = client.sign_in(make.account(Role.OFFICER, unit=bureau)).get("/pairing/mine")
    assert "责任单位" in page.words


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.COORDINATOR, Role.ENTERPRISE}])
def test_only_the_coordinator_reaches_the_pages_that_pair(
    make: Factory,
    client: JudgingClient,
    enterprise: Enterprise,
    role: Role,
) -> None:
    client.sign_in(make.account(role))
    for path in ("/pairing", f"/pairing/{enterprise.id}/liaison", f"/pairing/{enterprise.id}/liaison/end"):
        client.get(path, expect=403)


def test_the_history_is_for_staff_who_may_see_the_enterprise(
    make: Factory,
    client: JudgingClient,
    enterprise: Enterprise,
    liaison: Account,
) -> None:
    client.sign_in(liaison).get(f"/pairing/{enterprise.id}", expect=404)
    client.sign_out().sign_in(make.account(Role.SUPERVISOR)).get(f"/pairing/{enterprise.id}")
    client.sign_out().sign_in(make.member(enterprise)).get(f"/pairing/{enterprise.id}", expect=403)


def test_an_enterprise_states_its_wishes_in_its_profile_and_who_meets_them_comes_first(
    make: Factory, client: JudgingClient, coordinator: Account, enterprise: Enterprise
) -> None:
    make.account(Role.LAWYER, name="苏若兰")
    make.account(Role.LAWYER, name="岑溪", languages="英语、日语")
    client.sign_in(make.member(enterprise))
    path = f"/pairing/{enterprise.id}/wishes"
    assert path in client.get(f"/enterprises/{enterprise.id}").links()
    client.get(path)
    page = client.post(path, {"languages": "日语", "fields": "涉外合同"}, follow=True)
    assert "日语" in page.words
    words = client.sign_in(coordinator).get(f"/pairing/{enterprise.id}").words
    assert "符合意愿：日语" in words
    assert words.index("岑溪") < words.index("苏若兰")
