"""The desk and the office's list of codes."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import Case, Category
from portal.duty.models import DutyLine, Shift
from portal.enterprises.models import Enterprise
from portal.entry.cards import Card, Imprint, sheet_of
from portal.entry.models import EntryCode
from portal.vocabulary import Channel, Role, Slot, UnitKind
from tests.factories import Factory
from tests.judging import JudgingClient

CALL = {
    "channel": "12345",
    "title": "宿舍楼消防验收没有人来",
    "description": "宿舍楼整改完毕两周，申请消防验收一直没有安排，员工不能入住。",
    "contact_name": "张慧敏",
    "contact_telephone": "139 0000 7788",
    "submission_key": "call",
}


def test_a_coordinator_finds_the_enterprise_and_files_what_it_tells(
    client: JudgingClient, session: Session, make: Factory, leaf: Category
) -> None:
    enterprise = make.enterprise(name="安澜恒泰纺织有限公司")
    client.sign_in(make.account(Role.COORDINATOR))
    assert f"/calls/enterprises/{enterprise.id}" in client.get("/calls?q=恒泰").links()
    path = f"/calls/enterprises/{enterprise.id}"
    assert client.post(path, CALL | {"channel": ""}, expect=422).errors
    page = client.post(path, CALL | {"category": leaf.code}, follow=True)
    case = session.scalars(sa.select(Case)).unique().one()
    assert (case.channel, case.on_behalf) == (Channel.LINE_12345, True)
    assert "12345热线" in page.words
    assert "请把编号告诉来电人" in page.words, "nobody of the enterprise could be told"
    assert case.reference in client.get("/calls").words
    assert case.reference in client.get("/cases?tab=all&channel=12345").words
    assert case.reference not in client.get("/cases?tab=all&channel=wechat").words


def test_a_liaison_finds_an_own_enterprise_behind_many_of_others(client: JudgingClient, make: Factory) -> None:
    for number in range(12):
        make.enterprise(name=f"安澜{number:02d}号机械厂")
    own, liaison = make.enterprise(name="安澜甲号机械厂"), make.account(Role.LIAISON)
    make.pair(own, Slot.LIAISON, liaison)
    client.sign_in(liaison)
    links = client.get("/calls?q=机械厂").links()
    assert [link for link in links if "/calls/enterprises/" in link] == [f"/calls/enterprises/{own.id}"]
    assert "请转调度员或者值班人员登记" in client.get("/calls?q=农场").words


def test_an_enterprise_that_is_not_there_is_recorded_at_once(
    client: JudgingClient, session: Session, make: Factory, leaf: Category
) -> None:
    area = make.unit(kind=UnitKind.STREET)
    client.sign_in(make.account(Role.COORDINATOR))
    assert "/calls/enterprises/new?name=%E5%90%91%E9%98%B3" in client.get("/calls?q=向阳").links()
    facts = {"enterprise_name": "向阳粮油加工厂", "area_id": str(area.id), "sector": "industry", **CALL}
    page = client.post("/calls/enterprises/new", facts, follow=True)
    assert page.h1 == "登记反映的事项"
    enterprise = session.scalars(sa.select(Enterprise).where(Enterprise.name == "向阳粮油加工厂")).one()
    client.post(f"/calls/enterprises/{enterprise.id}", CALL | {"category": leaf.code})


def test_a_lawyer_takes_calls_while_on_duty_and_not_otherwise(
    client: JudgingClient, session: Session, make: Factory, leaf: Category
) -> None:
    lawyer, enterprise, now = make.account(Role.LAWYER), make.enterprise(), clock.now()
    path = f"/calls/enterprises/{enterprise.id}"
    client.sign_in(lawyer).get("/calls", expect=403)
    line = DutyLine(name="法律服务热线", telephone="12348", hours="全天24小时", turns=["全天 00:00-23:59"])
    span = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1)}
    shift = Shift(line=line, on=clock.today(), turn="全天", account=lawyer, set_by_name="调度员", set_at=now, **span)
    session.add(shift)
    session.flush()
    client.get("/calls")
    client.post(path, CALL | {"category": leaf.code}, follow=True)
    session.delete(session.get_one(Shift, shift.id))
    session.flush()
    client.get(path, expect=403)


def test_codes_are_made_listed_and_revoked(client: JudgingClient, session: Session, make: Factory) -> None:
    first, second = make.enterprise(), make.enterprise()
    street = make.unit(kind=UnitKind.STREET)
    client.sign_in(make.account(Role.COORDINATOR))
    both = f"{first.name}\n{second.credit_code}\n{first.credit_code}\n"
    client.post("/codes/new", {"kind": "enterprise", "enterprises": both})
    client.post("/codes/new", {"kind": "street", "streets": str(street.id)})
    client.post("/codes/new", {"kind": "building", "area": str(street.id), "buildings": "望江大厦A座"})
    unknown = f"无此企业\n{first.name}\n亦无此企业"
    refused = client.post("/codes/new", {"kind": "enterprise", "enterprises": unknown}, expect=422).words
    assert "没有名称或者代码为下列内容的企业：无此企业、亦无此企业。" in refused
    codes = session.scalars(sa.select(EntryCode).order_by(EntryCode.id)).all()
    assert [code.place for code in codes] == [first.name, second.name, street.name, f"{street.name}望江大厦A座"]
    assert len({code.key for code in codes}) == 4
    page = client.get("/codes?q=望江大厦").words
    assert "望江大厦A座" in page
    assert first.name not in page
    client.post(f"/codes/{codes[0].id}/revoke", {"reason": "卡片遗失。"})
    assert "卡片遗失。" in client.get(f"/codes/{codes[0].id}").words
    client.get(f"/codes/cards?code={codes[0].id}", expect=404)


def test_only_what_the_chosen_kind_of_place_needs_is_asked_for(client: JudgingClient, make: Factory) -> None:
    make.unit(kind=UnitKind.STREET)
    client.sign_in(make.account(Role.COORDINATOR))
    wanted = {"enterprise": "请填写企业名单。", "street": "请勾选镇街、园区。", "building": "请填写楼宇或者园区名称。"}
    for kind, message in wanted.items():
        words = client.post("/codes/new", {"kind": kind}, expect=422).words
        assert [said for said in wanted.values() if said in words] == [message]


def test_others_neither_make_nor_see_codes(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account(Role.LIAISON)).get("/codes", expect=403)


def test_a_sheet_carries_one_card_a_code_with_its_picture() -> None:
    cards = [Card("望江街道", f"http://portal.test/e/{n}", f"第000{n}号") for n in range(3)]
    sheet = sheet_of(cards, Imprint("平台", "县司法局", (("热线", "12348"),)), four_a_page=True)
    assert sheet.html.count("data:image/png;base64,") == 3
    assert 'class="a4"' in sheet.html
    assert "第0002号" in sheet.text
