"""Follow-up calls (回访): after a case is closed the office asks whether it is settled, and acts on what it hears."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.cases.closing import messages
from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.closing.rectification import RECTIFY_DAYS
from portal.cases.models import Case
from portal.cases.moves import move, tell
from portal.cases.workflow import Action
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.permissions.actor import Actor
from portal.settings import current_settings
from portal.vocabulary import FollowUpResult, Role
from portal.workdays import load_calendar

R = FollowUpResult


def plan(session: Session, case: Case) -> None:
    """Have the enterprise called within the days of the settings after its case was closed."""
    due_on = load_calendar(session).add(clock.today(), current_settings().follow_up_days)
    case.follow_ups.append(FollowUp(due_on=due_on))


def drop(case: Case) -> None:
    """Let a call that is still to be made lapse, as when the case is reopened."""
    if waiting := case.open_follow_up:
        waiting.lapsed_at = clock.now()


def record_call(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    result: FollowUpResult,
    spoke_with: str,
    found: str,
    seen: int | None = None,
) -> None:
    """Record a call. What is to be put right goes to the handler with a limit, what is not settled to the supervisor.

    Raises TransitionNotAllowed where no call is due, and RuleBroken at ``spoke_with`` for a call without a person.
    """
    call = case.open_follow_up
    if call is None:
        raise TransitionNotAllowed(Action.FOLLOW_UP)
    if result is not R.UNREACHED and not spoke_with:
        raise RuleBroken(_("Say with whom you spoke."), "spoke_with")
    facts = {"result": result, "with": spoke_with}
    move(session, case, Action.FOLLOW_UP, actor=actor, text=found, public=False, facts=facts, seen=seen)
    call.called_at, call.called_by_name, call.result = clock.now(), actor.name, result
    call.spoke_with, call.found = spoke_with, found
    if result is R.RECTIFY:
        call.rectify_by = load_calendar(session).add(clock.today(), RECTIFY_DAYS)
        tell(session, case, [case.handler], actor, messages.to_rectify(case, call))
    if result is R.REOPEN:
        tell(session, case, with_role(session, Role.SUPERVISOR), actor, messages.to_reopen(case, found))
