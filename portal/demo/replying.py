"""A unit of the demonstration replies to a letter, is asked to do it again, and replies better."""

from datetime import timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.letters import replies
from portal.letters.models import Letter
from portal.letters.replies import Reply
from portal.pairing.actors import actor_for
from portal.vocabulary import Role

SHORT = Reply("正在协调，请予理解。", situation="已收悉来函，已转业务股室办理。")


def reply_twice(session: Session, letter: Letter) -> None:
    """Leave the letter with one reply sent back and a better one that waits to be examined."""
    officer = with_role(session, Role.OFFICER, list(letter.unit_ids))[0]
    unit, drafter = actor_for(session, officer), actor_for(session, letter.drafted_by)
    first = replies.answer(session, letter, actor=unit, reply=SHORT)
    today = clock.today()
    replies.rule(
        session,
        letter,
        first,
        actor=drafter,
        accepted=False,
        reason="未说明已采取的措施和办结时间，请补充后重新回复。",
        again_by=today + timedelta(days=3),
    )
    better = Reply(
        "企业所提问题已明确责任股室和办理路径，前期所缺材料已一次性告知并收齐。",
        situation="收到来函后，我单位当日召开专题会，分管负责人到企业现场核实情况，并与相关单位逐项对接。",
        next_step="完成内部审批，向企业送达办理结果，并电话回访。",
        done_by=today + timedelta(days=7),
        contact=f"{officer.name}　{officer.telephone}".strip(),
    )
    replies.answer(session, letter, actor=unit, reply=better)
