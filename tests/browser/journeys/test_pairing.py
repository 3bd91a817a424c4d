"""The coordinator pairs in a batch, a conflict of interest is blocked, and a cadre goes on leave."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.enterprises.models import Enterprise
from portal.vocabulary import CaseKind, CaseStatus
from tests.browser.conftest import County, Meeting
from tests.browser.person import Person
from tests.factories import Factory

LANDLORD = "安澜望江物业管理有限公司"
QUESTION = "房东停电催租怎么办"


def proposes_and_applies(coordinator: Person) -> None:
    coordinator.open("/pairing/batches").tick("公益律师").press("拟订").reads("方案已拟订", "待审看", "同镇街")
    coordinator.follow("修改").tick("葛云飞").press("改选").reads("人工改选", "葛云飞")
    coordinator.press("全部执行（3户）").reads("已按方案结对：3户")
    coordinator.open("/pairing?lacking=lawyer").reads("这一项都已结对")


def ask_against_the_landlord(session: Session) -> str:
    """Let an enterprise have asked something; return the reference."""
    enterprise = session.scalars(sa.select(Enterprise).order_by(Enterprise.id)).first()
    case = Factory(session).case(
        enterprise, kind=CaseKind.LEGAL_QUESTION, status=CaseStatus.ACCEPTED, title=QUESTION, other_party=LANDLORD
    )
    return case.reference


def test_a_proposal_is_reviewed_changed_and_applied_and_a_leave_entered(meeting: Meeting) -> None:
    proposes_and_applies(meeting.comes("调度员"))
    liaison = meeting.comes("联企干部").open("/leave")
    liaison.write("起始日期", "2026-10-12").write("截止日期", "2026-10-16").choose("代理人", "史可")
    liaison.press("登记").reads("由史可代理", "请假")


def test_a_lawyer_is_not_given_a_question_against_a_client(meeting: Meeting, county: County) -> None:
    reference = county.behind(ask_against_the_landlord)
    lawyer = meeting.comes("公益律师").open("/clients")
    lawyer.write("客户全称", "安澜望江物业管理有限责任公司").press("申报").reads("已申报")
    coordinator = meeting.comes("调度员").open(f"/cases/{reference}/dispatch")
    coordinator.choose("承办单位", "明理律师事务所").press("列出人员").reads("利益冲突", LANDLORD)
    assert coordinator.page.get_by_label("苏若兰").is_disabled(), "she cannot be chosen, by mouse, finger or keyboard"
    coordinator.open("/clients").reads("已拦截")
