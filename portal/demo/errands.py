"""Long work of the demonstration: one export made, and one reply to supervision that waits to be examined."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.background import operations as background
from portal.background.running import work_off
from portal.demo.county import County
from portal.exports.making import KIND
from portal.pairing.actors import actor_for
from portal.supervision import step_replies
from portal.supervision.models import SupervisionStep
from portal.vocabulary import Rung
from portal.workdays import load_calendar


def run_errands(session: Session, county: County) -> None:
    """Reply to a yellow card for its unit, and make the supervisor's export. It is committed, as by the worker."""
    _reply(session)
    supervisor = actor_for(session, county.people["ducha"])
    params = {"name": "cases", "query": "tab=late", "shape": "xlsx"}
    background.start(session, actor=supervisor, kind=KIND, title="导出：超期事项", params=params)
    work_off(session)


def _reply(session: Session) -> None:
    yellow = sa.select(SupervisionStep).where(SupervisionStep.rung == Rung.YELLOW, SupervisionStep.caught_up.is_(False))
    for step in session.scalars(yellow.order_by(SupervisionStep.id)):
        handler = step.case.handler
        if handler is not None and not step.case.confidential:
            text = "已与企业当面核对诉求，所缺材料今日补齐，明日完成审核并答复企业。"
            step_replies.reply(session, step, load_calendar(session), actor=actor_for(session, handler), text=text)
            return
