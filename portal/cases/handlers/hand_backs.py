"""Hand-backs (退单): the handler gives a case back, and it is ruled on the same day while the clock runs on."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.cases.care.secrecy import check_handling
from portal.cases.handlers import messages
from portal.cases.models import Case
from portal.cases.moves import move, tell
from portal.cases.operations import check_handler, enterprise_side
from portal.cases.workflow import Action
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.pairing.conflicts import check as check_interests
from portal.permissions.actor import Actor
from portal.permissions.predicates import HAND_BACKS_OF_COORDINATOR
from portal.units.models import Unit
from portal.vocabulary import Role

MERGED = "本单位已改为主办，任务并入主办事项。"


def hand_back(session: Session, case: Case, *, actor: Actor, reason: str, unit: Unit, seen: int | None = None) -> None:
    """Give a case back and propose another unit; it stays with the handler until it is ruled on.

    The coordinator is told, from the third time on the supervisor. Raises RuleBroken while one waits, and at ``unit``
    for the handler's own unit.
    """
    if case.handed_back_at:
        raise RuleBroken(_("The hand-back waits to be ruled on."))
    if unit.id == case.handling_unit_id:
        raise RuleBroken(_("This unit handles the case already. Choose another one."), "unit")
    times = case.hand_backs + 1
    facts = {"times": times, "unit": unit.name}
    move(session, case, Action.HAND_BACK, actor=actor, text=reason, public=False, facts=facts, seen=seen)
    case.hand_backs, case.handed_back_at, case.proposed_unit_id = times, clock.now(), unit.id
    ruling = Role.SUPERVISOR if times > HAND_BACKS_OF_COORDINATOR else Role.COORDINATOR
    tell(session, case, with_role(session, ruling), actor, messages.handed_back(case, reason, unit.name))


def redispatch(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    unit: Unit,
    handler: Account,
    reason: str,
    seen: int | None = None,
) -> None:
    """Accept a hand-back: another unit or person handles the case from now on, within the same limit.

    A supporting task of the new handling unit becomes part of the case. Raises RuleBroken for who cannot handle it.
    """
    since = _waiting_since(case)
    check_handler(unit, handler)
    check_handling(session, case, unit)
    check_interests(session, case.enterprise, handler, "handler")
    if handler.id == case.handler_id:
        raise RuleBroken(_("Choose somebody else than who has handed it back."), "handler")
    facts = {"granted": True, "since": since, "unit": unit.name, "handler": handler.name}
    before = case.handler
    move(session, case, Action.RULE_HAND_BACK, actor=actor, text=reason, facts=facts, seen=seen)
    case.handling_unit, case.handler = unit, handler
    case.handling_unit_id, case.handler_id, case.cleared_by_id = unit.id, handler.id, None
    case.handed_back_at = case.proposed_unit_id = None
    for task in case.open_tasks:
        if task.unit_id == unit.id:
            task.reply, task.replied_at, task.replied_by_id = MERGED, clock.now(), actor.account_id
    tell(session, case, [before], actor, messages.hand_back_accepted(case, unit.name))
    tell(session, case, [handler], actor, messages.dispatched_to_handler(case))
    tell(session, case, enterprise_side(session, case), actor, messages.dispatched_to_enterprise(case))


def refuse(session: Session, case: Case, *, actor: Actor, reason: str, seen: int | None = None) -> None:
    """Refuse a hand-back; the handler keeps the case and is told why."""
    facts = {"granted": False, "since": _waiting_since(case)}
    move(session, case, Action.RULE_HAND_BACK, actor=actor, text=reason, public=False, facts=facts, seen=seen)
    case.handed_back_at = case.proposed_unit_id = None
    tell(session, case, [case.handler], actor, messages.hand_back_refused(case, reason))


def _waiting_since(case: Case) -> str:
    if case.handed_back_at is None:
        raise TransitionNotAllowed(Action.RULE_HAND_BACK)
    return clock.local_date(case.handed_back_at).isoformat()
