"""Each act on its page: from the empty form over its errors to the case where it stands in the record."""

import io
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from portal.cases.models import Case
from portal.cases.operations import SupportingTask
from portal.vocabulary import CaseKind, CaseStatus, Slot
from tests.cases.stage import Stage
from tests.judging import JudgingClient, Page

S = CaseStatus
LONG = "长" * 4001


def act(client: JudgingClient, case: Case, name: str, values: Mapping[str, object] | None = None) -> Page:
    """Open the page of an act and send it as it is, with the values typed."""
    path = f"/cases/{case.reference}/{name}"
    shown = client.get(path)
    return client.post(path, {"version": shown.value("version"), **(values or {})}, follow=True)


DECLINED = {"reason": "不属于本平台受理范围", "turn_to": "请向县人民法院申请执行"}
OUTCOME = {"kind": "mediation", "explanation": "双方达成调解，今日恢复供电"}


class Try(NamedTuple):
    """An act by somebody on a case in a status."""

    name: str
    status: S
    who: str
    values: dict[str, str]


DONE = [
    (Try("accept", S.SUBMITTED, "coordinator", {"note": "已收到"}), "已受理，编号", S.ACCEPTED),
    (Try("accept", S.SUBMITTED, "liaison", {}), "已受理，编号", S.ACCEPTED),
    (Try("decline", S.SUBMITTED, "coordinator", DECLINED), "不予受理", S.DECLINED),
    (Try("ask", S.IN_PROGRESS, "officer", {"question": "请补交租赁合同全文"}), "已请企业补正", S.SUPPLEMENT),
    (Try("supply", S.SUPPLEMENT, "chief", {"text": "补交租赁合同"}), "已补正，期限继续计算", S.IN_PROGRESS),
    (
        Try("note", S.IN_PROGRESS, "officer", {"text": "已电话联系企业", "public": "yes"}),
        "已登记办理情况",
        S.IN_PROGRESS,
    ),
    (Try("propose", S.IN_PROGRESS, "officer", OUTCOME), "已提出办理结果", S.PROPOSED),
    (Try("confirm", S.PROPOSED, "clerk", {"text": "谢谢"}), "已确认解决，事项办结", S.CLOSED),
    (Try("reject", S.PROPOSED, "chief", {"missing": "租金还没有谈妥"}), "已退回，由承办人继续办理", S.IN_PROGRESS),
    (Try("withdraw", S.IN_PROGRESS, "chief", {"reason": "已自行解决"}), "已撤回", S.WITHDRAWN),
    (Try("reopen", S.CLOSED, "chief", {"reason": "昨天又被断电了"}), "已要求重办", S.IN_PROGRESS),
]


@pytest.mark.parametrize(("tried", "headline", "after"), DONE)
def test_an_act_is_done_on_its_page_and_tells_what_follows(
    client: JudgingClient, stage: Stage, tried: Try, headline: str, after: S
) -> None:
    case = stage.case(tried.status)
    page = act(client.sign_in(getattr(stage, tried.who)), case, tried.name, tried.values)
    assert page.h1 == case.title
    assert headline in page.words
    assert case.status is after
    assert stage.record(case)[-1].actor_id == getattr(stage, tried.who).id


@pytest.mark.parametrize(
    ("tried", "errors"),
    [
        (Try("decline", S.SUBMITTED, "coordinator", {"reason": "不办"}), 2),
        (Try("ask", S.SUBMITTED, "coordinator", {}), 1),
        (Try("supply", S.SUPPLEMENT, "chief", {"text": LONG}), 1),
        (Try("note", S.IN_PROGRESS, "officer", {"text": "", "public": "maybe"}), 2),
        (Try("answer", S.IN_PROGRESS, "officer", {"text": ""}), 1),
        (Try("propose", S.IN_PROGRESS, "officer", {"kind": "magic", "explanation": ""}), 2),
        (Try("reject", S.PROPOSED, "chief", {"missing": "  "}), 1),
        (Try("reopen", S.CLOSED, "chief", {}), 1),
        (Try("dispatch", S.ACCEPTED, "coordinator", {}), 2),
    ],
)
def test_a_wrong_form_names_what_to_change_and_changes_nothing(
    client: JudgingClient, stage: Stage, tried: Try, errors: int
) -> None:
    case = stage.case(tried.status)
    client.sign_in(getattr(stage, tried.who))
    page = client.post(f"/cases/{case.reference}/{tried.name}", {"version": case.version, **tried.values}, expect=422)
    assert len(page.errors) == errors
    assert case.status is tried.status


def test_an_act_that_is_somebody_elses_is_refused(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(S.SUBMITTED)
    client.sign_in(stage.chief)
    for name in ("accept", "decline", "dispatch", "note", "propose"):
        client.get(f"/cases/{case.reference}/{name}", expect=403)
        client.post(f"/cases/{case.reference}/{name}", {"version": case.version}, expect=403)
    client.sign_out().sign_in(stage.coordinator)
    for name in ("supply", "confirm", "reject", "withdraw", "reopen"):
        client.get(f"/cases/{case.reference}/{name}", expect=403)


def test_the_page_of_an_act_that_is_over_leads_back_to_the_case(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(S.IN_PROGRESS)
    page = client.sign_in(stage.coordinator).get(f"/cases/{case.reference}/accept", expect=302)
    assert page.response.location == f"/cases/{case.reference}"
    assert "本事项为“办理中”" in client.get(page.response.location).words


def test_a_supplement_may_bring_files_and_a_bad_file_is_named_while_the_text_stays(
    client: JudgingClient, stage: Stage
) -> None:
    case = stage.case(S.SUPPLEMENT)
    client.sign_in(stage.chief)
    bad = {"text": "补交租赁合同", "version": case.version, "files": (io.BytesIO(b"MZ\x90\x00 program"), "合同.pdf")}
    page = client.post(f"/cases/{case.reference}/supply", bad, expect=422)
    assert "合同.pdf" in page.errors[0]
    assert "请重新选择附件" in page.errors[0]
    assert page.value("text") == "补交租赁合同"
    assert case.status is S.SUPPLEMENT
    good = {**bad, "files": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64), "照片.png")}
    assert "照片.png" in client.post(f"/cases/{case.reference}/supply", good, follow=True).words


class TestDispatching:
    def test_the_usual_unit_is_suggested_with_the_load_of_its_people(self, client: JudgingClient, stage: Stage) -> None:
        stage.make.case(handler=stage.officer, handling_unit=stage.bureau, status=S.IN_PROGRESS)
        case = stage.submit(category=stage.make.category(unit_id=stage.bureau.id))
        stage.accept(case)
        page = client.sign_in(stage.coordinator).get(f"/cases/{case.reference}/dispatch")
        assert page.value("unit") == str(stage.bureau.id)
        assert f"{stage.officer.name} 在办1件" in page.words
        assert f"{stage.colleague.name} 在办0件" in page.words

    def test_a_legal_question_goes_to_the_lawyer_of_the_enterprise(self, client: JudgingClient, stage: Stage) -> None:
        case = stage.case(S.ACCEPTED, kind=CaseKind.LEGAL_QUESTION)
        page = client.sign_in(stage.coordinator).get(f"/cases/{case.reference}/dispatch")
        assert page.value("unit") == str(stage.firm.id)
        assert "与该企业结对。" in page.words
        assert page.tree is not None
        assert page.tree.xpath("//input[@name='handler'][@checked]/@value") == [str(stage.lawyer.id)]

    def test_another_unit_shows_its_people_and_keeps_what_was_written(
        self, client: JudgingClient, stage: Stage
    ) -> None:
        case = stage.case(S.ACCEPTED)
        client.sign_in(stage.coordinator)
        typed = {"unit": stage.street.id, "note": "请今天联系企业", "version": case.version, "choose": "1"}
        page = client.post(f"/cases/{case.reference}/dispatch", typed, expect=200)
        assert stage.liaison.name in page.words
        assert page.value("note") == "请今天联系企业"
        assert case.status is S.ACCEPTED

    def test_a_case_goes_to_unit_and_person_with_supporting_tasks(self, client: JudgingClient, stage: Stage) -> None:
        case = stage.case(S.ACCEPTED)
        stage.make.pair(stage.enterprise, Slot.UNIT, stage.bureau)
        values = {
            "unit": stage.bureau.id,
            "handler": stage.officer.id,
            "tasks-0-unit": stage.street.id,
            "tasks-0-what": "组织双方到场调解",
        }
        page = act(client.sign_in(stage.coordinator), case, "dispatch", values)
        assert "已分办：" in page.words
        assert (case.handler, case.handling_unit) == (stage.officer, stage.bureau)
        assert [(task.unit, task.what) for task in case.tasks] == [(stage.street, "组织双方到场调解")]

    @pytest.mark.parametrize(
        ("row", "error"),
        [
            ({"tasks-0-unit": "street"}, "请写明协办单位要做什么。"),
            ({"tasks-0-what": "组织双方到场调解"}, "请选择承担这项任务的协办单位。"),
            (
                {"tasks-0-unit": "bureau", "tasks-0-what": "组织双方调解"},
                "主办单位不能同时是协办单位，请改选协办单位。",
            ),
            (
                {
                    f"tasks-{n}-{key}": value
                    for n in (0, 3)
                    for key, value in (("unit", "street"), ("what", "组织调解"))
                },
                "同一个单位填了两次，请把要做的事写在一行里。",
            ),
            ({"handler": "liaison"}, "请选择主办单位的承办人。"),
        ],
    )
    def test_what_cannot_be_is_said_where_it_stands(
        self, client: JudgingClient, stage: Stage, row: dict[str, str], error: str
    ) -> None:
        case = stage.case(S.ACCEPTED)
        row = {key: str(getattr(stage, value).id) if hasattr(stage, value) else value for key, value in row.items()}
        values = {"unit": stage.bureau.id, "handler": stage.officer.id, "version": case.version, **row}
        page = client.sign_in(stage.coordinator).post(f"/cases/{case.reference}/dispatch", values, expect=422)
        assert page.errors == [error]
        assert case.status is S.ACCEPTED


class TestReplyingToATask:
    def test_somebody_of_the_supporting_unit_replies(self, client: JudgingClient, stage: Stage) -> None:
        case = stage.case(S.ACCEPTED)
        stage.dispatch(case, SupportingTask(stage.street, "组织双方到场调解"))
        name = f"tasks/{case.tasks[0].id}/reply"
        page = act(client.sign_in(stage.liaison), case, name, {"reply": "双方同意调解"})
        assert "已回复协办任务" in page.words
        assert case.open_tasks == []
        client.get(f"/cases/{case.reference}/{name}", expect=302)

    def test_nobody_else_does(self, client: JudgingClient, stage: Stage) -> None:
        case, other = stage.case(S.ACCEPTED), stage.case(S.ACCEPTED)
        stage.dispatch(case, SupportingTask(stage.street, "组织双方到场调解"))
        stage.dispatch(other)
        path = f"tasks/{case.tasks[0].id}/reply"
        client.sign_in(stage.officer).get(f"/cases/{case.reference}/{path}", expect=403)
        client.get(f"/cases/{other.reference}/{path}", expect=404)


class TestAnswering:
    def test_the_library_is_searched_without_sending_the_answer(self, client: JudgingClient, stage: Stage) -> None:
        case = stage.case(S.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
        client.sign_in(stage.lawyer)
        typed = {"text": "可以要求对方支付逾期利息。", "q": "拖欠账款", "find": "1", "version": case.version}
        page = client.post(f"/cases/{case.reference}/answer", typed, expect=200)
        assert page.tree is not None
        values = [str(value) for value in page.tree.xpath("//input[@name='citations']/@value")]
        assert "business-environment-regulations#32" in values
        assert page.value("text") == typed["text"]
        assert len(stage.record(case)) == 3

    def test_an_answer_copies_the_measures_that_it_cites(self, client: JudgingClient, stage: Stage) -> None:
        case = stage.case(S.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
        values = {"text": "可以要求对方支付逾期利息。", "citations": ["business-environment-regulations#32"]}
        page = act(client.sign_in(stage.lawyer), case, "answer", values)
        assert "《优化营商环境条例》第三十二条" in page.words
        [citation] = stage.record(case)[-1].citations
        assert (citation.document_slug, citation.anchor, citation.point) == (
            "business-environment-regulations", "32", "第三十二条",
        )  # fmt: skip

    def test_a_measure_can_be_brought_from_its_own_page(self, client: JudgingClient, stage: Stage) -> None:
        case = stage.case(S.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
        path = f"/cases/{case.reference}/answer?cite=business-environment-regulations%2332&cite=unknown%231"
        page = client.sign_in(stage.lawyer).get(path)
        assert page.tree is not None
        assert page.tree.xpath("//input[@name='citations'][@checked]/@value") == ["business-environment-regulations#32"]

    @pytest.mark.parametrize("citations", [[], ["no-such-document#1"]])
    def test_an_answer_without_a_source_is_not_sent(
        self, client: JudgingClient, stage: Stage, citations: list[str]
    ) -> None:
        case = stage.case(S.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
        values = {"text": "可以要求对方支付逾期利息。", "citations": citations, "version": case.version}
        page = client.sign_in(stage.lawyer).post(f"/cases/{case.reference}/answer", values, expect=422)
        assert len(page.errors) == 1
        assert page.value("text") == values["text"]
