"""What the demonstration ends with: an order of a leader, a reply to supervision that waits, and an export made."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.background import operations as background
from portal.background.running import work_off
from portal.cases.models import Case
from portal.demo.county import County
from portal.exports.making import KIND
from portal.pairing.actors import actor_for
from portal.reporting import leading
from portal.supervision import operations, step_replies
from portal.supervision.models import SupervisionStep
from portal.vocabulary import CaseStatus, Rung, SupervisionWay
from portal.workdays import load_calendar


def run_errands(session: Session, county: County) -> None:
    """Let a leader order, a unit reply to its yellow card, a supervisor export. It is committed, as by the worker."""
    _order(session, county)
    _reply(session)
    supervisor = actor_for(session, county.people["ducha"])
    params = {"name": "cases", "query": "tab=late", "shape": "xlsx"}
    background.start(session, actor=supervisor, kind=KIND, title="导出：超期事项", params=params)
    work_off(session)


def _order(session: Session, county: County) -> None:
    """Let the leader supervise the matter of an own enterprise that is the most pressing."""
    leader = actor_for(session, county.people["qiantou"])
    pressing = sa.select(Case).where(
        leading.led_by(leader), Case.status == CaseStatus.IN_PROGRESS, Case.confidential.is_(False)
    )
    case = session.scalars(pressing.order_by(Case.due_on, Case.id)).first()
    if case is not None:
        words = "企业复工等不起，请依法抓紧办理，并将办理情况于三个工作日内反馈。"
        operations.order(session, case, actor=leader, way=SupervisionWay.TELL, words=words)


def _reply(session: Session) -> None:
    yellow = sa.select(SupervisionStep).where(SupervisionStep.rung == Rung.YELLOW, SupervisionStep.caught_up.is_(False))
    for step in session.scalars(yellow.order_by(SupervisionStep.id)):
        handler = step.case.handler
        if handler is not None and not step.case.confidential:
            text = "已与企业当面核对诉求，所缺材料今日补齐，明日完成审核并答复企业。"
            step_replies.reply(session, step, load_calendar(session), actor=actor_for(session, handler), text=text)
            return
