"""Extensions (延期): asked for in time with a reason, decided by the coordinator, once for a promise."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.cases.limits import extension_messages as messages
from portal.cases.limits.deadlines import Deadline
from portal.cases.limits.timing import deadline_of, refresh_due_date
from portal.cases.models import Case
from portal.cases.moves import move, tell
from portal.cases.operations import enterprise_side
from portal.cases.queries import last_act
from portal.cases.workflow import Action
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.permissions.actor import Actor
from portal.presentation.dates import date_text
from portal.vocabulary import Role
from portal.workdays import load_calendar


def extension_barred(case: Case) -> str:
    """Return why no extension can be asked for now; empty where it can.

    It is asked for at least one working day before the end, so at the latest on the last one before the promised date.
    """
    if case.extended_days:
        return str(_("The limit has been extended once; it is not extended again."))
    if case.extension_asked_days is not None:
        return str(_("An extension has been asked for and waits for the coordinator's decision."))
    if case.due_on is None or clock.today() >= case.due_on:
        return str(_("An extension must be asked for at least one working day before the limit ends."))
    return ""


def days_to(deadline: Deadline, on: date) -> int:
    """Return the working days that an extension to ``on`` adds.

    Raises RuleBroken where the day is off, not after the promised one, or would more than double the limit.
    """
    if not deadline.calendar.is_working(on):
        raise RuleBroken(_("%(day)s is a day off. Choose a working day.", day=date_text(on)), "on")
    if not deadline.end_on < on <= deadline.latest_extension:
        first, last = date_text(deadline.end_on), date_text(deadline.latest_extension)
        raise RuleBroken(
            _("Choose a day after %(first)s and by %(last)s; a limit is at most doubled.", first=first, last=last), "on"
        )
    return deadline.calendar.count(deadline.end_on, on)


def current_deadline(session: Session, case: Case) -> Deadline:
    """Return the deadline of a case as it stands today."""
    return deadline_of(case, load_calendar(session), clock.today())


def asked_for(session: Session, case: Case) -> tuple[date, str]:
    """Return the date to which an extension is asked for, counted from how the limit stands today, and the reason."""
    deadline, asked = current_deadline(session, case), last_act(session, case, Action.EXTEND)
    return deadline.calendar.add(deadline.end_on, case.extension_asked_days or 0), asked.text if asked else ""


def extend(session: Session, case: Case, *, actor: Actor, on: date, reason: str, seen: int | None = None) -> None:
    """Ask for an extension to a day. Raises RuleBroken where it is too late, not the first, or too long."""
    if barred := extension_barred(case):
        raise RuleBroken(barred)
    days = days_to(current_deadline(session, case), on)
    facts = {"days": days, "on": on.isoformat()}
    move(session, case, Action.EXTEND, actor=actor, text=reason, public=False, facts=facts, seen=seen)
    case.extension_asked_days = days
    tell(session, case, with_role(session, Role.COORDINATOR), actor, messages.asked(case, reason, on))


def rule(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    granted: bool,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Grant the extension asked for, and tell the enterprise the new date; or refuse it, with the reason.

    Raises TransitionNotAllowed where none is asked for, RuleBroken for a refusal without a reason.
    """
    if case.extension_asked_days is None:
        raise TransitionNotAllowed(Action.RULE_EXTENSION)
    if not granted and not reason:
        raise RuleBroken(_("Say why it is refused."), "reason")
    on, why = asked_for(session, case)
    facts = {"granted": granted} | ({"days": case.extension_asked_days, "on": on.isoformat()} if granted else {})
    text = reason or why
    move(session, case, Action.RULE_EXTENSION, actor=actor, text=text, public=granted, facts=facts, seen=seen)
    days, case.extension_asked_days = case.extension_asked_days, None
    if not granted:
        tell(session, case, [case.handler], actor, messages.refused(case, reason))
        return
    case.extended_days = days
    refresh_due_date(session, case)
    people = [case.handler, *enterprise_side(session, case)]
    tell(session, case, people, actor, messages.granted(case, on, why))
