"""Special care: marks on a case, and what a lawyer writes in confidence."""

import pytest
from sqlalchemy.orm import Session

from portal.cases.care import operations as care
from portal.cases.queries import record_of
from portal.errors import NotPermitted, RuleBroken
from portal.vocabulary import Care, CaseKind, CaseStatus
from tests.cases.stage import Stage
from tests.judging import JudgingClient


def test_a_sensitive_case_is_told_to_the_supervisors_at_once_and_only_once(stage: Stage) -> None:
    case = stage.case()
    actor = stage.actor(stage.coordinator)
    care.mark(stage.session, case, actor=actor, marks=[Care.SENSITIVE], reason="三十余名工人到厂门口聚集。")
    assert stage.notices() == {stage.supervisor.id: f"涉众涉稳事项：{case.reference}"}
    stage.forget_notices()
    marks = [Care.SENSITIVE, Care.RESTRICTED]
    care.mark(stage.session, case, actor=actor, marks=marks, reason="企业涉刑事案件，正在侦查。")
    assert stage.notices() == {}
    assert care.marks_of(case) == set(marks)


def test_marks_that_change_nothing_are_refused(stage: Stage) -> None:
    case = stage.case()
    with pytest.raises(RuleBroken):
        care.mark(stage.session, case, actor=stage.actor(stage.coordinator), marks=[], reason="没有变化")


def test_the_line_about_marks_is_internal_and_says_what_was_set_and_lifted(stage: Stage) -> None:
    case = stage.case()
    actor = stage.actor(stage.coordinator)
    care.mark(stage.session, case, actor=actor, marks=[Care.RESTRICTED], reason="企业被立案调查。")
    care.mark(stage.session, case, actor=actor, marks=[], reason="调查已经终结。")
    first, second = stage.record(case)[-2:]
    assert (first.public, first.facts) == (False, {"set": ["restricted"], "lifted": []})
    assert second.facts == {"set": [], "lifted": ["restricted"]}


@pytest.mark.parametrize(("code", "staff", "wanted"), [
    ("labour-wages", 10, True), ("labour-wages", 9, False), ("labour-wages", None, False), ("lease-rent", 300, False),
])  # fmt: skip
def test_ten_workers_with_one_demand_are_a_collective_matter(code: str, staff: int | None, wanted: bool) -> None:
    assert care.is_collective(code, staff) == wanted


def test_a_collective_matter_is_sensitive_from_the_first_moment(stage: Stage) -> None:
    category = stage.make.category(code="labour-wages")
    case = stage.submit(category=category, details={"staff": 38})
    assert case.sensitive
    assert stage.notices()[stage.supervisor.id].startswith("涉众涉稳事项")


def test_a_privileged_note_is_read_by_the_enterprise_and_its_lawyers_alone(session: Session, stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
    secret = "对方手里有我方的签收单，庭前不要提及。"
    care.advise(session, case, actor=stage.actor(stage.lawyer), text=secret)
    assert set(stage.notices()) == {stage.chief.id, stage.clerk.id}
    for reader, reads in (
        (stage.chief, True), (stage.lawyer, True), (stage.coordinator, False), (stage.supervisor, False),
        (stage.liaison, False),
    ):  # fmt: skip
        lines = [event.text for event in record_of(session, case, stage.actor(reader))]
        assert (secret in lines) == reads
    with pytest.raises(NotPermitted):
        care.advise(session, case, actor=stage.actor(stage.coordinator), text="调度员不能写")


def test_the_pages_of_special_care_ask_and_answer(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
    stage.session.commit()
    client.sign_in(stage.coordinator)
    page = client.get(f"/cases/{case.reference}/mark")
    values = {"marks": ["sensitive"], "reason": "涉及三十余名工人。", "version": page.value("version")}
    client.post(f"/cases/{case.reference}/mark", values, expect=302)
    client.get(f"/cases/{case.reference}")
    client.sign_in(stage.lawyer)
    page = client.get(f"/cases/{case.reference}/advise")
    words = {"text": "请先保全证据，再谈和解。", "version": page.value("version")}
    client.post(f"/cases/{case.reference}/advise", words, expect=302)
    assert "请先保全证据" in client.get(f"/cases/{case.reference}").text
