"""The loop closed in a browser: two units, pause, extension, conference, redone, rated badly, rectified, re-rated."""

from sqlalchemy.orm import Session

from portal.accounts.demo import account
from portal.cases import operations
from portal.cases.intake.categories import by_code
from portal.cases.intake.operations import Telling, submit
from portal.enterprises.models import Enterprise
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.vocabulary import CaseKind
from tests.browser.conftest import County, Meeting
from tests.browser.person import Person

TITLE = "二号厂房被断电，生产线开不起来"


def accepted(session: Session) -> str:
    """Have a difficulty submitted and accepted, and return the path of its page."""

    def acting(username: str) -> Actor:
        found = account(session, username)
        assert found is not None
        return actor_for(session, found)

    category = by_code(session, "lease-cutoff")
    assert category is not None
    telling = Telling(
        category=category,
        title=TITLE,
        description="房东以欠租为由断电，三十八名工人已经返岗，生产线开不起来。",
        contact_name="张慧敏",
        contact_telephone="139 0000 7700",
    )
    case = submit(
        session,
        actor=acting("qiye"),
        enterprise=session.get_one(Enterprise, 1),
        kind=CaseKind.DIFFICULTY,
        telling=telling,
        submission_key="whole-loop",
    )
    operations.accept(session, case, actor=acting("diaodu"))
    return f"/cases/{case.reference}"


def two_units_take_it_up(coordinator: Person, officer: Person, street: Person, case: str) -> None:
    coordinator.open(f"{case}/dispatch").choose("承办单位", "安澜县司法局").press("列出人员").tick("林晓雯")
    coordinator.choose("协办单位", "望江街道").write("任务", "核实断电情况，劝导出租方恢复供电。").press("分办")
    coordinator.reads("已分办：安澜县司法局")
    officer.open(case).follow("签收").press("签收").reads("已签收", "暂不能提出办理结果", "望江街道尚未回复")
    street.open(case).follow("回复协办任务").write("回复", "已到现场核实，出租方同意恢复供电。")
    street.press("回复协办任务").reads("已回复")


def the_clock_pauses(officer: Person, enterprise: Person, case: str) -> None:
    officer.open(f"{case}/ask").write("需要补充什么", "请补充租金缴纳凭证。").press("请企业补正").reads(
        "待补正", "暂停"
    )
    enterprise.open(f"{case}/supply").write("补充内容", "租金凭证已在窗口提交。").press("补充材料").reads("办理中")


def the_limit_is_extended(officer: Person, coordinator: Person, case: str) -> None:
    officer.open(f"{case}/extend").write("延期至", "2026-10-26").write("延期理由", "出租方要等维修单位到场送电。")
    officer.press("申请延期").reads("调度员审批延期")
    coordinator.open(f"{case}/rule-extension").tick("批准延期").press("审批延期").reads("10月26日")


def units_confer(coordinator: Person, case: str) -> None:
    coordinator.open(f"{case}/confer").write("会商议题", "明确送电时间和租金分期方案。")
    coordinator.write("会商日期", "2026-10-12").tick("安澜县公安局").press("组织会商").reads("会商中")
    coordinator.follow("结束会商").write("会商情况", "各单位一致同意。").write("议定事项", "今日送电，租金分三期支付。")
    coordinator.press("结束会商").reads("办理中", "今日送电")


def the_outcome_is_redone(officer: Person, enterprise: Person, case: str) -> None:
    propose(officer, case, "已协调出租方恢复供电。")
    enterprise.open(f"{case}/reject").write("还有什么没有解决", "供电恢复了，分期协议还没有签。")
    enterprise.press("没有解决，退回续办").reads("办理中")
    propose(officer, case, "双方已签订租金分期协议，供电正常。")
    enterprise.open(f"{case}/confirm").press("确认已解决").reads("已办结")


def propose(officer: Person, case: str, words: str) -> None:
    officer.open(f"{case}/propose").tick("协调解决").write("给企业的说明", words).press("提出办理结果")
    officer.reads("待企业确认")


def a_bad_rating_is_rectified(enterprise: Person, supervisor: Person, officer: Person, case: str) -> None:
    rate(enterprise, case, "不满意", "中间四天没有人联系我们。")
    supervisor.open(f"{case}/verify-rating").write("发现的问题", "已电话核实，情况属实，请改进。").press("核实差评")
    officer.open(f"{case}/rectify").write("整改情况", "已上门说明，今后每两个工作日反馈一次。").press("登记整改情况")
    rate(enterprise, case, "满意", "")
    enterprise.reads("整改后评价", "已上门说明")


def rate(enterprise: Person, case: str, level: str, words: str) -> None:
    enterprise.open(f"{case}/rate").main.get_by_role("radio", name=level, exact=True).check()
    enterprise.write("评价内容", words).press("评价").reads("已评价")


def test_a_difficulty_goes_round_the_whole_loop(county: County, meeting: Meeting) -> None:
    case = county.behind(accepted)
    coordinator, officer = meeting.comes("调度员"), meeting.comes("承办人")
    enterprise, street = meeting.comes("企业"), meeting.comes("联企干部")
    two_units_take_it_up(coordinator, officer, street, case)
    the_clock_pauses(officer, enterprise, case)
    the_limit_is_extended(officer, coordinator, case)
    units_confer(coordinator, case)
    the_outcome_is_redone(officer, enterprise, case)
    a_bad_rating_is_rectified(enterprise, meeting.comes("督查员"), officer, case)
