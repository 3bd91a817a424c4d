"""What intake asks besides the text: a category's questions, facts of urgency, how to call, and no secrets."""

import io
from datetime import date

import pytest
from docx import Document
from openpyxl import Workbook

from forms.classified import secret_mark
from portal.attachments.content import DOCX, OFD, PDF, PNG, XLSX, Kind
from portal.cases.intake import questions
from portal.cases.intake.categories import read_entries
from portal.cases.intake.circumstances import Facts, asked, calling, details_of, pressing, urgency_of
from portal.cases.intake.classified import marked_secret, text_of
from portal.cases.intake.questions import Form, questions_of
from portal.vocabulary import Urgency, UrgencyFact
from tests.attachments.files import DOCX_MEMBERS, OFD_MEMBERS, package
from tests.cases.desk import MATTER, Desk

TODAY = date(2026, 10, 12)


def test_every_question_belongs_to_a_category_that_exists_and_can_be_answered() -> None:
    codes = {entry.code for entry in read_entries()}
    for code, found in questions._all().items():
        assert code in codes
        assert len({one.code for one in found}) == len(found)
        assert all(bool(one.choices) == (one.form is Form.CHOICE) for one in found)


def test_a_leaf_asks_what_its_group_asks_and_what_is_its_own() -> None:
    assert [one.code for one in questions_of("lease-rent")] == ["owner", "rent"]
    assert [one.code for one in questions_of("lease-cutoff")] == ["owner", "cut-since"]
    assert questions_of("nowhere") == ()


@pytest.mark.parametrize(
    ("facts", "damage_after", "wanted"),
    [
        ((), "", Urgency.ORDINARY),
        ((UrgencyFact.DANGER,), "", Urgency.URGENT),
        ((), "2026-10-15", Urgency.URGENT),
        ((), "2026-10-16", Urgency.ORDINARY),
        (("very important",), "", Urgency.ORDINARY),
    ],
)
def test_facts_and_no_adjectives_make_a_matter_urgent(
    facts: tuple[str, ...], damage_after: str, wanted: Urgency
) -> None:
    assert urgency_of(facts, damage_after, today=TODAY) is wanted


def test_what_is_no_number_and_no_date_counts_as_not_told() -> None:
    assert Facts.of({"staff": "很多", "since": "上个月", "damage_after": None}) == Facts()
    assert Facts.of({"staff": "38", "since": "2026-09-26"}) == Facts(staff=38, since="2026-09-26")


def test_details_keep_the_question_as_it_was_asked() -> None:
    answers = {"q_owner": "私有房屋", "q_rent": "", "staff": "38", "call_by": "message", "call_at": ["evening"]}
    details = details_of(answers, questions_of("lease-rent"))
    assert asked(details) == [("房屋属于谁", "私有房屋")]
    assert details["staff"] == 38
    assert "asked" in details


def test_what_was_told_is_said_in_the_readers_words(desk: Desk) -> None:
    details = {"still": "二号车间", "staff": 38, "call_by": "message", "call_at": ["morning", "evening"]}
    assert len(pressing(details)) == 2
    assert calling(details)
    assert calling({}) == ""


@pytest.mark.parametrize(
    "text",
    ["附件是机密★1年的纪要", "秘密★", "该材料属于国家秘密", "标有工作秘密的函", "绝密级文件一份"],
)
def test_marks_of_secrets_are_found(text: str) -> None:
    assert secret_mark(text)


@pytest.mark.parametrize("text", ["不涉及国家秘密", "员工带走了公司的商业秘密", "机密文件柜坏了", "我们签了保密协议"])
def test_ordinary_words_are_no_marks(text: str) -> None:
    assert not secret_mark(text)


def test_the_text_of_a_word_file_is_read_also_in_a_table_and_a_header() -> None:
    paper, out = Document(), io.BytesIO()
    paper.sections[0].header.paragraphs[0].text = "内部资料"
    paper.add_table(1, 1).cell(0, 0).text = "秘密★6个月"
    paper.add_paragraph("会议纪要")
    paper.save(out)
    assert set(text_of(DOCX, out.getvalue()).split()) == {"秘密★6个月", "会议纪要", "内部资料"}


def test_the_texts_of_a_workbook_are_read_with_the_names_of_its_sheets() -> None:
    book, out = Workbook(), io.BytesIO()
    book.active.title, book.active["C7"] = "机密★1年", "名单"
    book.save(out)
    assert set(text_of(XLSX, out.getvalue()).split()) == {"机密★1年", "名单"}
    assert marked_secret("名单.xlsx", XLSX, out.getvalue())


def test_the_text_of_a_layout_document_is_read() -> None:
    page = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextCode X="1">秘密★6个月</ofd:TextCode></ofd:Page>'
    content = package(OFD_MEMBERS | {"Doc_0/Pages/Page_0/Content.xml": page.encode()})
    assert text_of(OFD, content) == "秘密★6个月"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (DOCX, b"PK nothing"),
        (DOCX, package(DOCX_MEMBERS)),
        (DOCX, package(DOCX_MEMBERS | {"word/document.xml": b"no markup"})),
        (PDF, b"%PDF-1.4 nothing"),
        (PDF, b"%PDF-1.4\n1 0 obj<</Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"),
        (PNG, b"anything"),
    ],
)
def test_of_a_file_that_cannot_be_read_nothing_is_read(kind: Kind, content: bytes) -> None:
    assert text_of(kind, content) == ""


def test_a_secret_is_refused_on_the_page_that_still_shows_it_and_the_portal_forgets_it(desk: Desk) -> None:
    desk.answer("group", group="lease")
    desk.answer("category", category="lease-cutoff")
    secret = MATTER["description"] + "附件是机密★1年的会议纪要。"
    page = desk.answer("matter", 200, **(MATTER | {"description": secret}))
    (error,) = page.errors
    assert "“机密★”" in error
    assert "国家秘密、工作秘密不得在本平台填写" in error
    assert page.value("description") == secret
    (draft,) = desk.drafts()
    assert (draft.answers["title"], draft.answers["description"]) == (MATTER["title"], "")


def test_a_category_asks_its_questions_and_the_handler_reads_the_answers(desk: Desk) -> None:
    desk.write()
    desk.answer("details", **{"q_owner": "私有房屋", "q_cut-since": "2026-09-26"})
    desk.answer("urgency", still="二号车间", staff="38", since="2026-09-26", damage_after="2027-01-01")
    page = desk.get("check")
    assert "私有房屋" in page.text
    desk.send()
    (case,) = desk.cases()
    page = desk.client.get(f"/cases/{case.reference}")
    assert "二号车间" in page.text
    assert case.details["staff"] == 38
