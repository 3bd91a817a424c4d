"""The page of a case: what each person finds on it, and how it explains itself."""

import io
from datetime import date

import pytest

from portal import clock
from portal.cases.handlers import tasks
from portal.cases.operations import Quoted, SupportingTask, answer, note, supply
from portal.database import db
from portal.vocabulary import CaseKind, CaseStatus, Role, Slot
from tests.cases.stage import Stage, at
from tests.judging import JudgingClient, Page

CITED = Quoted(
    document_slug="business-environment-regulations",
    anchor="32",
    title="优化营商环境条例",
    document_number="国务院令第722号",
    point="第三十二条",
    dated="2019年10月",
    validity="现行有效",
    quotation="国家机关、事业单位不得违约拖欠市场主体的货物、工程、服务等账款。",
    in_own_words=True,
)


def acts(page: Page) -> list[str]:
    assert page.tree is not None
    return [" ".join(name.text_content().split()) for name in page.tree.xpath("//a[@class='act']//b")]


@pytest.mark.parametrize("status", [status for status in CaseStatus if status is not CaseStatus.CONFERRING])
def test_a_case_in_any_status_has_its_page_for_staff_and_enterprise(
    client: JudgingClient, stage: Stage, status: CaseStatus
) -> None:
    case = stage.case(status)
    for account in (stage.coordinator, stage.chief):
        page = client.sign_in(account).get(f"/cases/{case.reference}")
        assert page.h1 == case.title
        assert str(status.label) in page.words
        assert case.reference in page.words
        client.sign_out()


@pytest.mark.parametrize(
    ("status", "who", "expected"),
    [
        (CaseStatus.SUBMITTED, "coordinator", ["受理", "请企业补正", "标记特别关注", "不予受理"]),
        (CaseStatus.SUBMITTED, "liaison", ["受理"]),
        (CaseStatus.SUBMITTED, "chief", ["撤回"]),
        (CaseStatus.SUBMITTED, "supervisor", ["标记特别关注"]),
        (CaseStatus.ACCEPTED, "coordinator", ["分办", "标记特别关注"]),
        (
            CaseStatus.IN_PROGRESS,
            "officer",
            [
                "签收",
                "登记办理情况",
                "答复并引用条目",
                "提出办理结果",
                "申请延期",
                "请企业补正",
                "请其他单位配合",
                "退单",
                "标记特别关注",
            ],
        ),
        (CaseStatus.IN_PROGRESS, "colleague", []),
        (CaseStatus.SUPPLEMENT, "chief", ["补充材料", "撤回"]),
        (CaseStatus.PROPOSED, "clerk", ["确认已解决", "没有解决，退回续办", "撤回"]),
        (CaseStatus.CLOSED, "chief", ["评价", "要求重办"]),
        (CaseStatus.CLOSED, "supervisor", ["要求重办"]),
        (CaseStatus.WITHDRAWN, "chief", []),
    ],
)
def test_exactly_the_allowed_acts_are_offered(
    client: JudgingClient, stage: Stage, status: CaseStatus, who: str, expected: list[str]
) -> None:
    case = stage.case(status)
    assert acts(client.sign_in(getattr(stage, who)).get(f"/cases/{case.reference}")) == expected


def test_the_page_of_a_blocked_act_leads_back_to_the_case_with_the_cause(client: JudgingClient, stage: Stage) -> None:
    with at(9, 28):
        case = stage.case(CaseStatus.CLOSED)
    with at(10, 30):
        path = f"/cases/{case.reference}"
        assert client.sign_in(stage.chief).get(f"{path}/reopen", expect=302).response.location == path
        assert client.get(path).words.startswith("暂不能要求重办：要求重办的期限已过")


def test_a_blocked_act_is_one_sentence_with_its_cause(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(CaseStatus.ACCEPTED)
    stage.dispatch(case, SupportingTask(stage.street, "组织双方调解"))
    page = client.sign_in(stage.officer).get(f"/cases/{case.reference}")
    assert "提出办理结果" not in acts(page)
    assert "望江街道还没有回复" in page.words
    assert acts(client.sign_out().sign_in(stage.liaison).get(f"/cases/{case.reference}"))[0] == "回复协办任务"


def test_reopening_is_offered_for_thirty_days_and_then_explained(client: JudgingClient, stage: Stage) -> None:
    with at(9, 1):
        case = stage.case(CaseStatus.CLOSED)
    with at(10, 1):
        assert acts(client.sign_in(stage.chief).get(f"/cases/{case.reference}")) == ["评价", "要求重办"]
        client.sign_out()
    with at(10, 2):
        page = client.sign_in(stage.chief).get(f"/cases/{case.reference}")
        assert acts(page) == ["评价"]
        assert "要求重办的期限已过" in page.words


def test_the_promised_date_explains_itself_to_the_enterprise_as_to_staff(client: JudgingClient, stage: Stage) -> None:
    with at(9, 28):
        case = stage.case(CaseStatus.IN_PROGRESS)
    with at(10, 8):
        stage.ask(case)
    with at(10, 9):
        from_clerk = {"actor": stage.actor(stage.clerk), "text": "补交租赁合同。"}
        supply(stage.session, case, **from_clerk)
    with at(10, 12):
        for account in (stage.chief, stage.officer):
            page = client.sign_in(account).get(f"/cases/{case.reference}")
            for words in (
                "10月15日 星期四",
                "时间过半，剩3个工作日",
                "期限7个工作日（困难诉求），9月28日提交，次日起计算。",
                "国庆节7天（10月1日至7日）、10月11日（星期日）不计。",
                "10月10日（星期六）调休上班，计入。",
                "10月8日至9日等待企业，顺延2个工作日。",
            ):
                assert words in page.words, words
            days = client.get(f"/cases/{case.reference}/deadline").words
            assert "国庆节，放假，不计" in days
            assert "期限届满 第7日" in days
            client.sign_out()


def test_while_the_clock_is_paused_no_date_is_promised(client: JudgingClient, stage: Stage) -> None:
    with at(9, 14):
        case = stage.case(CaseStatus.SUPPLEMENT)
        page = client.sign_in(stage.chief).get(f"/cases/{case.reference}")
        assert "暂停计时" in page.words
        assert "补齐以前暂停计算" in page.words
        client.get(f"/cases/{case.reference}/deadline")


def test_a_year_without_published_days_off_says_so(client: JudgingClient, stage: Stage) -> None:
    with clock.travel(clock.local_instant(date(2030, 3, 4), 9)):
        case = stage.case()
        page = client.sign_in(stage.coordinator).get(f"/cases/{case.reference}")
        assert "2030年放假安排尚未公布" in page.words


def test_the_enterprise_sees_no_internal_lines_and_no_tasks(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(CaseStatus.ACCEPTED)
    stage.dispatch(case, SupportingTask(stage.street, "组织双方调解"))
    officer = stage.actor(stage.officer)
    note(db.session, case, actor=officer, text="房东疑似隐瞒转租", public=False)
    tasks.reply(db.session, case, case.tasks[0], actor=stage.actor(stage.liaison), text="双方分歧较大")
    for query in ("", "?record=all", "?record=internal"):
        words = client.sign_in(stage.chief).get(f"/cases/{case.reference}{query}").words
        assert "房东疑似隐瞒转租" not in words
        assert "双方分歧较大" not in words
        client.sign_out()
    client.sign_in(stage.officer)
    assert "内部记录，企业看不到" in client.get(f"/cases/{case.reference}").words
    assert "房东疑似隐瞒转租" not in client.get(f"/cases/{case.reference}?record=public").words
    assert "提交 张慧敏" not in client.get(f"/cases/{case.reference}?record=internal").words


def test_an_answer_shows_the_cited_words_with_title_point_number_and_validity(
    client: JudgingClient, stage: Stage
) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
    answer(db.session, case, actor=stage.actor(stage.lawyer), text="可以要求对方支付逾期利息。", quoted=[CITED])
    page = client.sign_in(stage.chief).get(f"/cases/{case.reference}")
    for words in ("答复并引用1条", CITED.quotation, "《优化营商环境条例》第三十二条", "国务院令第722号", "现行有效"):
        assert words in page.words
    assert "/measures/business-environment-regulations/32" in page.links()


def test_the_outcome_asks_the_enterprise_to_confirm_until_a_day(client: JudgingClient, stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.PROPOSED)
        page = client.sign_in(stage.chief).get(f"/cases/{case.reference}")
        assert "双方达成调解，今日恢复供电。" in page.words
        assert "请在10月19日前确认，逾期未回复的自动办结。" in page.words
        assert f"/cases/{case.reference}/confirm" in page.links()


def test_everybody_around_the_case_is_named_with_a_telephone_number(client: JudgingClient, stage: Stage) -> None:
    leader = stage.make.account(Role.LEADER, name="梁景行", telephone="0000-821 0006")
    stage.make.pair(stage.enterprise, Slot.LEADER, leader)
    stage.make.pair(stage.enterprise, Slot.UNIT, stage.bureau)
    stage.officer.telephone = "0000-821 1480"
    case = stage.case(CaseStatus.IN_PROGRESS)
    page = client.sign_in(stage.chief).get(f"/cases/{case.reference}")
    for words in ("梁景行", "0000-821 0006", "0000-821 1480", "县人社局", case.contact_telephone):
        assert words in page.words
    assert "tel:00008210006" in page.links()


def test_a_file_of_the_record_is_downloaded_by_those_who_may_read_the_line(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    content = b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 20 + b"trailer\n<<>>\n%%EOF\n"
    typed = {
        "text": "供电部门的核实情况",
        "public": "no",
        "version": case.version,
        "files": (io.BytesIO(content), "核实.pdf"),
    }
    page = client.sign_in(stage.officer).post(f"/cases/{case.reference}/note", typed, follow=True)
    [path] = [link for link in page.links() if "/files/" in link]
    assert client.get(path).response.get_data() == content
    client.sign_out().sign_in(stage.chief).get(path, expect=404)
    client.sign_out().sign_in(stage.stranger).get(path, expect=404)


def test_the_acts_are_offered_in_the_words_of_each_reader(client: JudgingClient, stage: Stage) -> None:
    path = f"/cases/{stage.case(CaseStatus.IN_PROGRESS).reference}"
    assert "您可以办理" in client.sign_in(stage.chief).get(path).words
    words = client.sign_out().sign_in(stage.officer).get(path).words
    assert "可办理的操作" in words
    assert "您可以" not in words


def test_the_page_speaks_english_as_well(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    client.sign_in(stage.officer).post("/preferences/language", {"language": "en", "next": "/cases"})
    page = client.get(f"/cases/{case.reference}")
    assert "What you can do" in page.words
    assert "working days" in page.words
