"""Two people at the same case, and one person twice: nothing is lost and nothing is done double."""

import pytest

from portal.cases.operations import SupportingTask, note
from portal.database import db
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage
from tests.judging import JudgingClient

S = CaseStatus


def test_the_second_of_two_writers_gets_both_versions_and_can_send_again(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(S.IN_PROGRESS)
    path = f"/cases/{case.reference}/note"
    seen = client.sign_in(stage.officer).get(path).value("version")
    note(db.session, case, actor=stage.actor(stage.coordinator), text="县里已约房东面谈", public=True)
    mine = {"text": "已电话联系房东", "public": "yes", "version": seen}
    page = client.post(path, mine, expect=409)
    assert "没有保存" in page.words
    assert stage.coordinator.name in page.words
    assert "县里已约房东面谈" in page.words
    assert page.value("text") == "已电话联系房东"
    assert len(stage.record(case)) == 4
    client.post(path, {**mine, "version": page.value("version")})
    assert [event.text for event in stage.record(case)[-2:]] == ["县里已约房东面谈", "已电话联系房东"]


def test_when_the_act_is_over_meanwhile_the_text_stays_to_be_copied(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(S.SUBMITTED)
    path = f"/cases/{case.reference}/decline"
    client.sign_in(stage.coordinator)
    seen = client.get(path).value("version")
    stage.withdraw(case)
    mine = {"reason": "不属于本平台受理范围", "turn_to": "请向县人民法院申请执行", "version": seen}
    page = client.post(path, mine, expect=409)
    assert "已撤回" in page.words
    assert page.value("reason") == mine["reason"]
    page = client.post(path, {**mine, "version": page.value("version")}, expect=409)
    assert "现在已不能“不予受理”" in page.words
    assert page.value("reason") == mine["reason"]
    assert case.status is S.WITHDRAWN


def test_the_enterprise_is_not_shown_what_only_the_office_reads(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(S.IN_PROGRESS)
    seen = case.version
    note(db.session, case, actor=stage.actor(stage.officer), text="房东疑似隐瞒转租", public=False)
    page = client.sign_in(stage.chief).post(f"/cases/{case.reference}/withdraw", {"version": seen}, expect=409)
    assert "房东疑似隐瞒转租" not in page.text


TWICE = {
    "accept": (S.SUBMITTED, "coordinator", {}),
    "note": (S.IN_PROGRESS, "officer", {"text": "已电话联系企业", "public": "yes"}),
    "ask": (S.IN_PROGRESS, "officer", {"question": "请补交租赁合同全文"}),
    "confirm": (S.PROPOSED, "chief", {}),
    "reject": (S.PROPOSED, "chief", {"missing": "租金还没有谈妥"}),
}


@pytest.mark.parametrize("name", TWICE)
def test_a_form_sent_twice_is_done_once_and_says_so(client: JudgingClient, stage: Stage, name: str) -> None:
    status, who, values = TWICE[name]
    case = stage.case(status)
    path = f"/cases/{case.reference}/{name}"
    sent = {**values, "version": client.sign_in(getattr(stage, who)).get(path).value("version")}
    client.post(path, sent)
    lines = len(stage.record(case))
    page = client.post(path, sent, follow=True)
    assert "已经提交，见办理记录" in page.words
    assert len(stage.record(case)) == lines


def test_a_reply_to_a_task_sent_twice_is_recorded_once(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(S.ACCEPTED)
    stage.dispatch(case, SupportingTask(stage.street, "组织双方到场调解"))
    path = f"/cases/{case.reference}/tasks/{case.tasks[0].id}/reply"
    client.sign_in(stage.liaison)
    client.post(path, {"reply": "双方同意调解", "version": case.version})
    client.post(path, {"reply": "双方同意调解", "version": case.version})
    assert [event.action for event in stage.record(case)].count("reply_task") == 1
    assert "已经回复过了" in client.post(path, {"reply": "另一份回复内容", "version": 1}, expect=422).words


def test_two_different_notes_of_one_person_are_both_kept(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(S.IN_PROGRESS)
    path = f"/cases/{case.reference}/note"
    seen = client.sign_in(stage.officer).get(path).value("version")
    client.post(path, {"text": "已电话联系企业", "public": "yes", "version": seen})
    page = client.post(path, {"text": "已电话联系房东", "public": "yes", "version": seen}, expect=409)
    assert page.value("text") == "已电话联系房东"
