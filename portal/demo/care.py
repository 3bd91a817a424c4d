"""What needs special care in the invented county, and what stands on desks: templates, a filter, a hot issue."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from portal import clock
from portal.cases.care import operations as care
from portal.cases.desk import filters, templates
from portal.cases.intake.categories import by_code
from portal.cases.intake.operations import Telling, submit
from portal.cases.issues import operations as issues
from portal.cases.models import Case
from portal.demo.county import County
from portal.pairing.actors import actor_for
from portal.vocabulary import OPEN, Care, CaseKind, CaseStatus, ContactTime, ContactWay

REPORTER, REPORTED = "恒泰纺织", "县住建局"
REPORT: dict[str, Any] = {
    "title": "验收前被要求另交复工保证金",
    "description": "窗口人员口头要求另交5万元“复工安全保证金”才安排验收，没有出示文件，也不给收据。",
    "wish": "请核实有没有依据，没有依据的予以纠正。",
    "details": {
        "asked": [
            ["要求了什么、怎样要求的", "口头要求另交5万元复工保证金，否则不安排验收", "text"],
            ["有没有书面材料", "有聊天记录、录音", "choice"],
        ],
        "still": "三号车间验收",
        "staff": 38,
        "call_by": ContactWay.MESSAGE.value,
        "call_at": [ContactTime.EVENING.value],
    },
}
TEMPLATES = (
    ("已受理告知", "{企业}：您单位反映的“{标题}”（编号{编号}）已受理，承诺{承诺日期}前答复。"),
    (
        "请补充材料",
        "请补充以下材料：\n1. \n2. \n补齐以前，办理期限暂停计算。如有疑问，请联系{承办人}，电话{承办人电话}。",
    ),
    ("约双方调解", "拟于    月    日组织{企业}与{对方}调解，请{联系人}带齐合同和往来函件参加。"),
)
OWN_TEMPLATE = ("已到现场核实", "{主办单位}{承办人}今天到{企业}现场核实，情况如下：")
ISSUE, OF_ISSUE = "灾后恢复供水供电供气", "utilities"
GATHERING = "连续两天有人在厂门口堵车，司机和员工三十余人聚集，已请派出所到场。"
IN_CONFIDENCE = "对方手里有签收单，先不要主动提交补充协议；请把9月的停产通知和照片原件保存好，见面再商量。"


def need_care(session: Session, county: County, cases: Iterable[Case]) -> None:
    """Hand in a confidential report, mark and advise cases, and lay out desks."""
    cases = list(cases)
    _report(session, county)
    coordinator = actor_for(session, county.people["diaodu"])
    for case in cases:
        if case.category.code == "order-disturbance" and case.status in OPEN:
            care.mark(session, case, actor=coordinator, marks=[Care.SENSITIVE], reason=GATHERING)
    _advise(session, cases)
    _lay_out(session, county)
    about = [case for case in cases if case.category.code.startswith(OF_ISSUE) and case.status in OPEN]
    if len({case.enterprise_id for case in about}) > 1:
        issues.open_issue(session, actor=coordinator, title=ISSUE, cases=about)


def _report(session: Session, county: County) -> None:
    enterprise = next(each for name, each in county.enterprises.items() if REPORTER in name)
    member, category = county.members[enterprise.id], by_code(session, "report-added")
    if category is None:
        raise LookupError("report-added")
    telling = Telling(
        category=category,
        contact_name=member.name,
        contact_telephone=member.telephone,
        reported_unit_id=county.units[REPORTED].id,
        **REPORT,
    )
    with clock.travel(clock.now() - timedelta(minutes=90)):
        submit(
            session,
            actor=actor_for(session, member),
            enterprise=enterprise,
            kind=CaseKind.DIFFICULTY,
            telling=telling,
            submission_key="demo-confidential",
        )


def _advise(session: Session, cases: Iterable[Case]) -> None:
    asked = (case for case in cases if case.kind is CaseKind.LEGAL_QUESTION and case.status is CaseStatus.IN_PROGRESS)
    case = next((one for one in asked if one.handler), None)
    if case and case.handler:
        care.advise(session, case, actor=actor_for(session, case.handler), text=IN_CONFIDENCE)


def _lay_out(session: Session, county: County) -> None:
    coordinator = actor_for(session, county.people["diaodu"])
    officer = actor_for(session, county.people["chengban"])
    for title, body in TEMPLATES:
        templates.save(session, None, actor=coordinator, title=title, body=body, for_office=True)
    templates.save(session, None, actor=officer, title=OWN_TEMPLATE[0], body=OWN_TEMPLATE[1], for_office=False)
    kept = ((coordinator, "超期未办结", "tab=all&light=late"), (officer, "待补正", "tab=all&status=supplement"))
    for owner, name, query in kept:
        filters.save(session, account_id=owner.account_id or 0, name=name, query=query)
