"""Giving an open case to another handler outside a hand-back: when somebody leaves or must not act."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.cases.care.secrecy import check_handling
from portal.cases.handlers import messages
from portal.cases.models import Case
from portal.cases.moves import move, tell
from portal.cases.operations import check_handler, enterprise_side
from portal.cases.workflow import Action
from portal.errors import RuleBroken
from portal.pairing.conflicts import check as check_interests
from portal.permissions.actor import Actor
from portal.units.models import Unit


def transfer(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    handler: Account,
    reason: str,
    seen: int | None = None,
    quietly: bool = False,
) -> None:
    """Let another person handle a case from now on, in that person's unit and within the same limit.

    ``quietly`` leaves it to the caller to tell the enterprise.
    Raises RuleBroken where the person cannot handle cases, ConflictOfInterest where a lawyer must not act.
    """
    unit = unit_of(handler)
    check_handler(unit, handler)
    check_handling(session, case, unit)
    check_interests(session, case.enterprise, handler, "handler")
    before = case.handler
    if before and before.id == handler.id:
        raise RuleBroken(_("%(name)s handles the case already. Choose somebody else.", name=handler.name), "handler")
    facts = {"unit": unit.name, "handler": handler.name, "before": before.name if before else ""}
    move(session, case, Action.TRANSFER, actor=actor, text=reason, facts=facts, seen=seen)
    case.handling_unit, case.handler = unit, handler
    case.handling_unit_id, case.handler_id, case.cleared_by_id = unit.id, handler.id, None
    tell(session, case, [handler], actor, messages.dispatched_to_handler(case))
    if not quietly:
        tell(session, case, [before], actor, messages.given_away(case, reason))
        tell(session, case, enterprise_side(session, case), actor, messages.dispatched_to_enterprise(case))


def unit_of(handler: Account) -> Unit:
    """Return the unit in which a person handles cases; raise RuleBroken for who has none."""
    if handler.unit is None:
        raise RuleBroken(_("Choose a handler who works in the handling unit."), "handler")
    return handler.unit
