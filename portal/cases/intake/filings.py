"""Cases filed on an enterprise's behalf (代办): the enterprise says afterwards whether the record is right."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.cases import messages
from portal.cases.models import Case
from portal.cases.moves import move, tell
from portal.cases.operations import withdraw
from portal.cases.workflow import Action
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.permissions.actor import Actor
from portal.vocabulary import FilingRuling, Role

NOT_OURS = "企业核对：不是本企业的事项。"
WORDS = {
    FilingRuling.RIGHT: "登记无误",
    FilingRuling.CORRECTED: "需要补充更正",
    FilingRuling.NOT_OURS: "不是本企业的事项",
}


def endorse(
    session: Session, case: Case, *, actor: Actor, ruling: FilingRuling, text: str = "", seen: int | None = None
) -> None:
    """Record, once, what the enterprise says of a case that was filed on its behalf; whoever filed or has it is told.

    A correction goes into the record as it is written. What is not the enterprise's is withdrawn, and the coordinator
    finds out whose it is. Raises RuleBroken at ``text`` where something must be said, and TransitionNotAllowed the
    second time.
    """
    if not case.on_behalf or case.endorsed_at is not None:
        raise TransitionNotAllowed
    if ruling is not FilingRuling.RIGHT and not text:
        raise RuleBroken(_("Write what is to be corrected, or why it is not yours."), "text")
    move(session, case, Action.ENDORSE, actor=actor, text=text, facts={"ruling": ruling}, seen=seen)
    case.endorsed_at = clock.now()
    people = [case.submitted_by, case.handler]
    if ruling is not FilingRuling.RIGHT:
        people += with_role(session, Role.COORDINATOR)
    tell(session, case, people, actor, messages.endorsed(case, WORDS[ruling], text))
    if ruling is FilingRuling.NOT_OURS:
        withdraw(session, case, actor=actor, reason=f"{NOT_OURS}{text}")
