"""Measures beside the form while an enterprise writes, and the end of a draft that one of them made needless."""

from sqlalchemy.orm import Session

from portal.cases.intake import suggestions
from portal.cases.models import Draft, Solution
from portal.vocabulary import CaseKind
from tests.cases.desk import MATTER, Desk

LOAN = {"title": "贷款到期还不上", "description": "厂里停工一个多月，银行的贷款下周到期，一时还不上，能不能延期。"}
DEFERRAL = "cbirc-loan-deferral-2020"


def matching(desk: Desk) -> dict[str, object]:
    answer = desk.get("measures", judge=False).response.get_json()
    assert isinstance(answer, dict)
    return answer


def test_what_is_saved_while_typing_brings_matching_measures(desk: Desk) -> None:
    desk.answer("group", group="lease")
    desk.client.post(desk.path("matter/autosave"), MATTER | LOAN, expect=200)
    answer = matching(desk)
    assert 0 < answer["found"] <= suggestions.MOST_SHOWN
    assert answer["words"] == f"找到{answer['found']}条相关政策和问答"
    assert "银保监发〔2020〕6号" in answer["html"]
    assert 'target="_blank"' in answer["html"]


def test_without_a_script_they_stand_beside_the_form_and_on_the_page_that_checks(desk: Desk) -> None:
    desk.write(**LOAN)
    for page in (desk.get("matter"), desk.get("check")):
        assert "相关政策" in page.words
        assert "银保监发〔2020〕6号" in page.words
        assert "全国" in page.words


def test_nothing_is_shown_for_words_that_no_measure_is_about(desk: Desk) -> None:
    desk.answer("group", group="lease")
    desk.client.post(desk.path("matter/autosave"), MATTER | {"title": "今天天气很好", "description": ""}, expect=200)
    assert matching(desk)["found"] == 0
    assert desk.get("matter").tree.xpath("//section[@data-matching-url]/@hidden")


def test_a_matter_solved_by_a_measure_is_counted_and_its_draft_ends_calmly(desk: Desk, session: Session) -> None:
    desk.write(**LOAN)
    (address,) = {link for link in desk.get("check").links() if link.endswith(f"/solved/{DEFERRAL}/p1")}
    asked = desk.client.get(address)
    assert "继续填写" in asked.words
    assert desk.drafts()
    end = desk.client.post(address, follow=True)
    assert end.h1 == "问题已解决"
    assert desk.drafts() == []
    assert desk.cases() == []
    (row,) = session.query(Solution)
    assert (row.enterprise_id, row.document_slug, row.kind) == (desk.enterprise.id, DEFERRAL, CaseKind.DIFFICULTY)
    assert "银保监发〔2020〕6号" in row.citation
    again = desk.client.post(address, follow=True)
    assert again.h1 == end.h1
    assert session.query(Solution).count() == 1


def test_a_stranger_neither_sees_the_measures_of_a_draft_nor_ends_it(desk: Desk, session: Session) -> None:
    desk.write(**LOAN)
    stranger = desk.make.member(desk.make.enterprise())
    desk.client.sign_out()
    desk.client.sign_in(stranger)
    desk.get("measures", expect=404)
    desk.client.post(desk.path(f"solved/{DEFERRAL}/1"), expect=404)
    assert session.query(Draft).count() == 1
