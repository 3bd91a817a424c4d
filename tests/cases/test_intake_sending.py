"""Sending: once, by those who may, for an enterprise that is verified."""

from sqlalchemy.orm import Session

from portal.vocabulary import Role, Slot, Standing
from tests.cases.desk import CONTACT, MATTER, Desk
from tests.factories import Factory
from tests.judging import JudgingClient


def test_a_double_click_makes_one_case_and_both_find_its_receipt(desk: Desk) -> None:
    desk.write()
    key = desk.get("check").value("submission_key")
    first = desk.answer("check", submission_key=key)
    second = desk.answer("check", submission_key=key)
    (case,) = desk.cases()
    assert first.response.location == second.response.location == f"/cases/new/received/{case.reference}"


def test_the_next_case_of_the_same_kind_begins_with_an_empty_draft(desk: Desk) -> None:
    desk.write()
    desk.send()
    desk.answer("group", group="labour")
    assert desk.get("matter").value("title") == ""
    desk.write(title="另一件事：员工宿舍进水")
    desk.send()
    assert len({case.reference for case in desk.cases()}) == 2


def test_a_pending_enterprise_writes_everything_and_is_told_why_it_cannot_send(desk: Desk) -> None:
    desk.enterprise.standing = Standing.PENDING
    assert "企业信息正在核验" in desk.get("group").words
    desk.write()
    page = desk.get("check")
    assert "企业信息正在核验" in page.words
    assert page.tree is not None
    assert not page.tree.xpath("//button[normalize-space()='提交']")
    (draft,) = desk.drafts()
    refused = desk.answer("check", 422, submission_key=draft.submission_key)
    assert "企业信息正在核验" in refused.words
    assert desk.cases() == []
    assert len(desk.drafts()) == 1
    desk.enterprise.standing = Standing.VERIFIED
    desk.send()
    assert len(desk.cases()) == 1


def test_a_liaison_chooses_an_enterprise_and_both_are_named(desk: Desk) -> None:
    liaison = desk.make.account(Role.LIAISON, name="陈立新")
    other = desk.make.enterprise(name="安澜新苗食品厂")
    for enterprise in (desk.enterprise, other):
        desk.make.pair(enterprise, Slot.LIAISON, liaison)
    desk.client.sign_out().sign_in(liaison)
    assert "安澜新苗食品厂" in desk.client.get("/cases/new").words
    begun = desk.client.post("/cases/new", {"kind": "difficulty", "enterprise": str(desk.enterprise.id)})
    assert begun.response.location == desk.path("group")
    assert f"代{desk.enterprise.name}填报" in desk.get("group").words
    desk.write()
    receipt = desk.client.get(desk.send().response.location)
    assert f"由陈立新代{desk.enterprise.name}提交" in receipt.words
    (case,) = desk.cases()
    assert (case.on_behalf, case.submitted_by_id) == (True, liaison.id)


def test_a_liaison_coming_from_an_enterprise_begins_there(desk: Desk) -> None:
    liaison = desk.make.account(Role.LIAISON)
    for enterprise in (desk.enterprise, desk.make.enterprise()):
        desk.make.pair(enterprise, Slot.LIAISON, liaison)
    desk.client.sign_out().sign_in(liaison)
    page = desk.client.get(f"/cases/new?kind=difficulty&enterprise={desk.enterprise.id}", expect=302)
    assert page.response.location == desk.path("group")


def test_the_start_needs_a_choice_of_both(desk: Desk, make: Factory) -> None:
    make.pair(make.enterprise(), Slot.LIAISON, liaison := make.account(Role.LIAISON))
    make.pair(make.enterprise(), Slot.LIAISON, liaison)
    desk.client.sign_out().sign_in(liaison)
    page = desk.client.post("/cases/new", {"enterprise": "999999"}, expect=422)
    assert page.errors == ["请选择要反映困难还是咨询法律问题。", "请选择企业。"]


def test_nobody_reaches_the_pages_of_an_enterprise_that_is_not_theirs(desk: Desk) -> None:
    desk.write()
    desk.client.sign_out().sign_in(desk.make.member(desk.make.enterprise()))
    for page in ("group", "matter", "files", "check", "discard"):
        desk.get(page, expect=404)
    for page, values in {"matter": MATTER, "matter/autosave": MATTER, "check": {}, "contact": CONTACT}.items():
        desk.answer(page, 404, **values)


def test_two_members_of_one_enterprise_each_have_their_own_draft(desk: Desk) -> None:
    desk.write()
    desk.client.sign_out().sign_in(desk.make.member(desk.enterprise))
    assert desk.get("matter", expect=302).status == 302
    assert "房东停电催租" not in desk.client.get("/cases/new").words


def test_a_receipt_is_for_those_who_see_the_case(desk: Desk) -> None:
    desk.write()
    path = desk.send().response.location
    desk.client.sign_out().sign_in(desk.make.member(desk.make.enterprise()))
    desk.client.get(path, expect=404)


def test_somebody_without_an_enterprise_is_told_to_register_one(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account())
    page = client.get("/cases/new?kind=difficulty")
    assert "您还没有加入企业" in page.words
    assert "/register" in page.links()


def test_a_visitor_signs_in_first_and_then_begins(client: JudgingClient, session: Session) -> None:
    page = client.get("/cases/new?kind=difficulty", expect=302)
    assert page.response.location.startswith("/sign-in?next=/cases/new")
