"""Taking a case in, page by page, as an enterprise meets it."""

import pytest

from portal.vocabulary import CaseKind, CaseStatus, Slot, Urgency
from tests.cases.desk import CONTACT, MATTER, Desk


def test_an_enterprise_writes_a_difficulty_from_the_first_page_to_the_receipt(desk: Desk) -> None:
    page = desk.client.get("/cases/new?kind=difficulty", expect=302)
    assert page.response.location == desk.path("group")
    assert "租赁" in desk.get("group").words
    assert desk.answer("group", group="lease").response.location == desk.path("category")
    assert "停水停电锁门" in desk.get("category").words
    assert desk.answer("category", category="lease-cutoff").response.location == desk.path("matter")
    assert desk.answer("matter", **MATTER).response.location == desk.path("details")
    assert desk.answer("details").response.location == desk.path("urgency")
    assert desk.answer("urgency").response.location == desk.path("files")
    assert desk.answer("files").response.location == desk.path("contact")
    assert desk.answer("contact", **CONTACT).response.location == desk.path("check")
    sent = desk.send()
    (case,) = desk.cases()
    assert sent.response.location == f"/cases/new/received/{case.reference}"
    assert (case.title, case.description, case.wish) == (MATTER["title"], MATTER["description"], MATTER["wish"])
    assert (case.status, case.urgency, case.category.code) == (CaseStatus.SUBMITTED, Urgency.ORDINARY, "lease-cutoff")
    assert desk.drafts() == []


def test_the_receipt_gives_number_date_and_the_people_who_stand_by(desk: Desk) -> None:
    liaison = desk.make.account(name="陈立新", telephone="138 0000 1203")
    desk.make.pair(desk.enterprise, Slot.LIAISON, liaison)
    desk.write()
    receipt = desk.client.get(desk.send().response.location)
    (case,) = desk.cases()
    assert receipt.h1 == "已提交"
    assert case.reference in receipt.words
    assert "陈立新" in receipt.words
    assert "尚未结对" in receipt.words
    assert case.due_on is not None
    assert f"{case.due_on.month}月{case.due_on.day}日" in receipt.words


def test_a_legal_question_has_its_own_words_categories_and_limit(desk: Desk) -> None:
    page = desk.client.get(desk.path("group", "legal_question"))
    assert page.h1 == "哪方面的法律问题"
    assert "不可抗力" in page.words
    for step, values in {
        "group": {"group": "q-contract"},
        "category": {"category": "q-contract-breach"},
        "matter": MATTER | {"wish": ""},
        "urgency": {},
        "contact": CONTACT,
    }.items():
        desk.client.post(desk.path(step, "legal_question"), values)
    key = desk.client.get(desk.path("check", "legal_question")).value("submission_key")
    desk.client.post(desk.path("check", "legal_question"), {"submission_key": key})
    (case,) = desk.cases()
    assert (case.kind, case.limit_days) == (CaseKind.LEGAL_QUESTION, 3)


def test_every_page_is_well_made_before_anything_is_written(desk: Desk) -> None:
    desk.answer("group", group="lease")
    for step in ("group", "category", "matter", "urgency", "files", "contact", "check"):
        assert desk.get(step).status == 200


def test_the_contact_is_filled_in_from_the_registration(desk: Desk) -> None:
    desk.answer("group", group="lease")
    page = desk.get("contact")
    assert page.value("contact_name") == desk.enterprise.contact_name
    assert page.value("contact_telephone") == desk.enterprise.contact_telephone


@pytest.mark.parametrize("fact", ["danger", "deadline", "shutdown"])
def test_one_fact_makes_the_limit_one_working_day(desk: Desk, fact: str) -> None:
    desk.write()
    desk.answer("urgency", urgency_facts=fact)
    assert "1个工作日" in desk.get("check").words
    desk.send()
    (case,) = desk.cases()
    assert (case.urgency, case.urgency_facts, case.limit_days) == (Urgency.URGENT, [fact], 1)


def test_the_answers_show_the_promised_date_and_its_reason(desk: Desk) -> None:
    desk.write()
    page = desk.get("check")
    assert "期限7个工作日" in page.words
    assert MATTER["title"] in page.words
    assert "租赁 › 停水停电锁门" in page.words


def test_an_answer_is_changed_and_the_writer_comes_back_to_the_answers(desk: Desk) -> None:
    desk.write()
    page = desk.client.post(desk.path("matter") + "?then=check", MATTER | {"title": "房东锁了厂房大门"})
    assert page.response.location == desk.path("check")
    assert "房东锁了厂房大门" in desk.get("check").words


def test_a_changed_area_asks_for_its_category_anew(desk: Desk) -> None:
    desk.write()
    page = desk.client.post(desk.path("group") + "?then=check", {"group": "labour"})
    assert page.response.location == desk.path("category") + "?then=check"
    assert "请选择一类" in desk.get("check").words


def test_what_is_missing_is_said_and_the_draft_is_not_sent(desk: Desk) -> None:
    desk.answer("group", group="lease")
    page = desk.get("check")
    assert "请写明具体情况" in page.words
    assert page.tree is not None
    assert not page.tree.xpath("//button[normalize-space()='提交']")
    desk.answer("check", 422, submission_key="")
    assert desk.cases() == []


def test_a_page_beyond_the_first_leads_to_the_start_where_nothing_is_begun(desk: Desk) -> None:
    assert desk.get("matter", expect=302).response.location == "/cases/new?kind=difficulty"
    assert desk.get("check", expect=302).response.location == "/cases/new?kind=difficulty"
    assert desk.drafts() == []


def test_looking_at_the_first_page_stores_nothing(desk: Desk) -> None:
    desk.get("group")
    assert desk.drafts() == []


@pytest.mark.parametrize(
    "path", ["/cases/new/1/idea/group", "/cases/new/1/difficulty/colour", "/cases/new/x/difficulty/group"]
)
def test_an_address_that_means_nothing_is_not_found(desk: Desk, path: str) -> None:
    desk.client.get(path, expect=404)
