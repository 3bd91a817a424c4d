"""The policy library in a browser: suggested while typing, cited, imported with corrections, told to an enterprise."""

import re
from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy.orm import Session

from portal.accounts.queries import by_username
from portal.cases import operations
from portal.cases.handlers.clearing import clear
from portal.cases.intake.categories import by_code
from portal.cases.intake.operations import Telling, submit
from portal.demo.policies import say_who_may_apply
from portal.enterprises.models import Enterprise
from portal.pairing.actors import actor_for
from portal.vocabulary import CaseKind
from tests.browser.conftest import County, Meeting

NOTICE = """关于支持织造企业恢复生产的若干措施
安政发〔2026〕7号
一、租金
织造企业租用县属标准厂房的，免收三个月租金。
三、用电
织机用电按七折收取。
安澜县人民政府
2026年9月1日
"""


def test_measures_appear_while_an_enterprise_types_and_may_solve_the_matter(meeting: Meeting) -> None:
    enterprise = meeting.comes("企业").open("/").follow("咨询法律问题").tick("劳动用工").press("保存并继续")
    enterprise.tick("停工期间的工资").press("保存并继续")
    panel = enterprise.main.get_by_role("region", name="相关政策和问答")
    with enterprise.page.expect_response(re.compile("/measures$")):
        enterprise.write("一句话说明问题", "贷款到期了还不上能不能延期")
        enterprise.write("具体情况", "受灾停产两个月，银行贷款月底到期，想申请延期还本付息。")
    expect(panel).to_contain_text("延期还本付息")
    enterprise.follow("这一条已经解决问题").press("已经解决，不用提交").reads("没有提交任何内容")


def question_of_the_enterprise(session: Session) -> str:
    """Hand in a legal question and give it to the lawyer."""
    member, lawyer, coordinator = (by_username(session, name) for name in ("qiye", "lvshi", "diaodu"))
    category = by_code(session, "q-labour-pay")
    assert member is not None
    assert lawyer is not None
    assert lawyer.unit is not None
    assert coordinator is not None
    assert category is not None
    actor = actor_for(session, member)
    told = Telling(category, "停工期间工资怎样支付", "停工超过一个月，工资怎样支付？", contact_name="张慧敏")
    case = submit(
        session,
        actor=actor,
        enterprise=session.get_one(Enterprise, min(actor.enterprise_ids)),
        kind=CaseKind.LEGAL_QUESTION,
        telling=told,
        submission_key="policies",
    )
    operations.accept(session, case, actor=actor_for(session, coordinator))
    operations.dispatch(session, case, actor=actor_for(session, coordinator), unit=lawyer.unit, handler=lawyer)
    clear(session, case, actor=actor_for(session, lawyer))
    return case.reference


def test_a_lawyer_cites_a_measure_without_leaving_the_case(meeting: Meeting, county: County) -> None:
    reference = county.behind(question_of_the_enterprise)
    lawyer = meeting.comes("公益律师").open(f"/cases/{reference}").follow("答复并引用条目")
    lawyer.write("答复", "停工在一个工资支付周期以内的，按劳动合同约定支付工资。")
    lawyer.write("查政策库", "停工停产工资").press("查询").tick_first("引用的条目").press("答复并引用条目")
    lawyer.reads("已答复", "人社厅明电〔2020〕5号").follow("关于妥善处理").reads("被1件答复引用")


def test_an_imported_file_is_corrected_and_then_found(meeting: Meeting, tmp_path: Path) -> None:
    file = tmp_path / "措施.txt"
    file.write_text(NOTICE, encoding="utf-8")
    admin = meeting.comes("系统管理员").open("/admin/policies").follow("导入文件")
    admin.attach("文件", file).press("读取文件").reads("编号不连续")
    points = admin.main.get_by_label("概述和条目")
    points.fill(points.input_value().replace("## 三、", "## 二、"))
    admin.tick("党委政府").press("保存").misses("编号不连续").press("发布").reads("已发布")
    meeting.comes().open("/measures?q=织机用电七折").reads("关于支持织造企业恢复生产的若干措施", "安政发〔2026〕7号")


def test_a_liaison_tells_an_enterprise_of_a_policy(meeting: Meeting, county: County) -> None:
    county.behind(lambda session: say_who_may_apply(session, "调度员"))
    liaison = meeting.comes("联企干部").open("/eligibility/mine")
    liaison.press("告知所选企业").reads("已告知")
    enterprise = meeting.comes("企业").open("/notifications").reads("可能适用的政策")
    enterprise.open("/").reads("可能适用")
