"""What the office and the enterprise do to a case, one function an act. Each checks, changes, records and tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.attachments.models import Attachment
from portal.cases import messages
from portal.cases.care.secrecy import check_handling
from portal.cases.closing import follow_ups
from portal.cases.handlers import messages as handling_messages
from portal.cases.handlers import tasks as tasks_of_units
from portal.cases.handlers.clearing import require_cleared
from portal.cases.limits import same_day
from portal.cases.limits.timing import in_green_channel, limit_of, refresh_due_date, silence_ends_on
from portal.cases.mentions import Mentioned, tell_mentioned
from portal.cases.models import Case, Citation
from portal.cases.moves import move, standing_by, tell
from portal.cases.workflow import Action
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.pairing.conflicts import check as check_interests
from portal.permissions.actor import Actor
from portal.settings import current_settings
from portal.units.models import Unit
from portal.vocabulary import CaseKind, OutcomeKind, Role, Slot, Venue
from portal.workdays import load_calendar

HANDLING_ROLES = frozenset({Role.OFFICER, Role.LAWYER, Role.LIAISON})


@dataclass(frozen=True)
class SupportingTask:
    """What a supporting unit is to do."""

    unit: Unit
    what: str


@dataclass(frozen=True)
class Elsewhere:
    """Where outside the portal a matter goes on, and its number there."""

    venue: Venue
    number: str


@dataclass(frozen=True)
class Quoted:
    """A measure as it stands at the moment it is cited."""

    document_slug: str
    anchor: str
    title: str
    document_number: str
    point: str
    dated: str
    validity: str
    quotation: str
    in_own_words: bool
    title_is_verbatim: bool = True


def accept(session: Session, case: Case, *, actor: Actor, note: str = "", seen: int | None = None) -> None:
    """Take a case up; it now waits to be dispatched."""
    move(session, case, Action.ACCEPT, actor=actor, text=note, seen=seen)
    on = same_day.dispatch_on(case, load_calendar(session), clock.today())
    tell(session, case, members_of(session, case.enterprise_id), actor, messages.accepted(case, on))


def decline(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    reason: str,
    turn_to: str,
    seen: int | None = None,
) -> None:
    """Refuse a case, with the reason and with where to turn instead; both are told to the enterprise."""
    text = f"{reason}\n{turn_to}"
    move(session, case, Action.DECLINE, actor=actor, text=text, facts={"turn_to": turn_to}, seen=seen)
    tell(session, case, members_of(session, case.enterprise_id), actor, messages.declined(case, text))


def ask(session: Session, case: Case, *, actor: Actor, question: str, seen: int | None = None) -> None:
    """Ask the enterprise for something; the clock stands still until it is there."""
    move(session, case, Action.ASK, actor=actor, text=question, seen=seen)
    tell(session, case, enterprise_side(session, case), actor, messages.asked(case, question))


def supply(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    text: str,
    files: Iterable[Attachment] = (),
    seen: int | None = None,
) -> None:
    """Give what was asked for; the case goes back to where it was and the clock runs on."""
    move(session, case, Action.SUPPLY, actor=actor, text=text, files=files, seen=seen)
    people = [case.handler] if case.handler else with_role(session, Role.COORDINATOR)
    tell(session, case, people, actor, messages.supplied(case))


def dispatch(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    unit: Unit,
    handler: Account,
    tasks: Iterable[SupportingTask] = (),
    note: str = "",
    seen: int | None = None,
) -> None:
    """Give a case to its handling unit (主办) and person, and tasks to supporting units (协办).

    Raises RuleBroken where the person is not of that unit or cannot handle cases, or a unit would support itself.
    """
    tasks = list(tasks)
    check_handler(unit, handler)
    check_handling(session, case, unit, supported=bool(tasks))
    check_interests(session, case.enterprise, handler, "handler")
    if any(task.unit.id == unit.id for task in tasks):
        raise RuleBroken(_("The handling unit cannot support itself. Choose another supporting unit."), "tasks")
    facts = {"unit": unit.name, "handler": handler.name, "supporting": [task.unit.name for task in tasks]}
    move(session, case, Action.DISPATCH, actor=actor, text=note, facts=facts, seen=seen)
    case.handling_unit, case.handler = unit, handler
    case.handling_unit_id, case.handler_id = unit.id, handler.id
    case.dispatched_at = clock.now()
    for task in tasks:
        tasks_of_units.give(session, case, task.unit, task.what, actor=actor)
    tell(session, case, [handler], actor, handling_messages.dispatched_to_handler(case))
    tell(session, case, enterprise_side(session, case), actor, handling_messages.dispatched_to_enterprise(case))


def check_handler(unit: Unit, handler: Account) -> None:
    """Raise RuleBroken where the person is not of the unit or cannot handle cases."""
    if handler.unit_id != unit.id or not handler.is_active or not handler.roles & HANDLING_ROLES:
        raise RuleBroken(_("Choose a handler who works in the handling unit."), "handler")


def receive(session: Session, case: Case, *, actor: Actor, seen: int | None = None) -> None:
    """Sign for a case as its handler: proof that it has been served. Raises TransitionNotAllowed the second time."""
    if not same_day.unserved(case):
        raise TransitionNotAllowed(Action.RECEIVE)
    move(session, case, Action.RECEIVE, actor=actor, public=False, seen=seen)


def note(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    text: str,
    public: bool,
    files: Iterable[Attachment] = (),
    seen: int | None = None,
) -> Mentioned:
    """Record progress; the enterprise sees it where ``public``, the handler in any case. Return whom it names."""
    move(session, case, Action.NOTE, actor=actor, text=text, public=public, files=files, seen=seen)
    readers = members_of(session, case.enterprise_id) if public else []
    tell(session, case, [case.handler, *readers], actor, messages.progress(case, text))
    return Mentioned() if public else tell_mentioned(session, case, actor=actor, text=text)


def answer(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    text: str,
    quoted: Iterable[Quoted],
    files: Iterable[Attachment] = (),
    seen: int | None = None,
) -> None:
    """Answer with measures cited, copied as they stand today. Raises RuleBroken where none is cited."""
    citations = [Citation(**vars(measure)) for measure in quoted]
    if not citations:
        raise RuleBroken(_("Cite at least one measure; an answer rests on a source."), "citations")
    require_cleared(case, actor)
    facts = {"citations": len(citations)}
    event = move(session, case, Action.ANSWER, actor=actor, text=text, files=files, facts=facts, seen=seen)
    event.citations = citations
    tell(session, case, [case.handler, *members_of(session, case.enterprise_id)], actor, messages.answered(case, text))


def propose(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    kind: OutcomeKind,
    explanation: str,
    elsewhere: Elsewhere | None = None,
    seen: int | None = None,
) -> None:
    """Propose an outcome; the enterprise confirms it or sends it back.

    Raises RuleBroken while a task is open or a hand-back waits, and where a matter guided to litigation has no number.
    """
    if case.handed_back_at:
        raise RuleBroken(_("No outcome can be proposed yet: the hand-back has not been ruled on."))
    if units := tasks_of_units.what_blocks(case, clock.today()):
        raise RuleBroken(_("No outcome can be proposed yet: %(units)s has not replied.", units=units))
    if kind is OutcomeKind.LITIGATION and elsewhere is None:
        raise RuleBroken(_("Say where the matter goes on and under which number."), "venue")
    venue, number = (elsewhere.venue, elsewhere.number) if elsewhere else (None, "")
    facts = {"kind": kind, "venue": venue or "", "number": number}
    move(session, case, Action.PROPOSE, actor=actor, text=explanation, facts=facts, seen=seen)
    case.outcome_kind, case.outcome, case.proposed_at = kind, explanation, clock.now()
    case.venue, case.venue_reference = venue, number
    tasks_of_units.release(case)
    tell(session, case, enterprise_side(session, case), actor, messages.proposed(case, confirm_by(session, case)))


def confirm_by(session: Session, case: Case) -> date:
    """Return the last day on which the enterprise can answer before silence counts as consent."""
    return silence_ends_on(case.proposed_at or clock.now(), load_calendar(session))


def confirm(session: Session, case: Case, *, actor: Actor, text: str = "", seen: int | None = None) -> None:
    """Close a case as resolved, by the enterprise, or by the portal after the silence that was announced."""
    move(session, case, Action.CONFIRM, actor=actor, text=text, seen=seen)
    case.confirmed_by_silence = actor.is_system
    follow_ups.plan(session, case)
    if actor.is_system:
        people = [case.handler, *members_of(session, case.enterprise_id)]
        tell(session, case, people, actor, messages.closed_by_silence(case, reopen_by(case)))
    else:
        tell(session, case, [case.handler], actor, messages.confirmed(case))


def reopen_by(case: Case) -> date:
    """Return the last local date on which the enterprise can have the case reopened."""
    ended: datetime = case.ended_at or clock.now()
    return clock.local_date(ended) + timedelta(days=current_settings().reopen_days)


def reject(session: Session, case: Case, *, actor: Actor, missing: str, seen: int | None = None) -> None:
    """Send an outcome back with what is missing; the clock runs on and the rejection is counted."""
    times = case.rejections + 1
    move(session, case, Action.REJECT, actor=actor, text=missing, facts={"times": times}, seen=seen)
    case.rejections, case.proposed_at = times, None
    tell(session, case, [case.handler, *with_role(session, Role.COORDINATOR)], actor, messages.rejected(case, missing))


def withdraw(session: Session, case: Case, *, actor: Actor, reason: str = "", seen: int | None = None) -> None:
    """Take a case back; nothing more is done and the record stays."""
    move(session, case, Action.WITHDRAW, actor=actor, text=reason, seen=seen)
    people = [case.handler] if case.handler else with_role(session, Role.COORDINATOR)
    tell(session, case, people, actor, messages.withdrawn(case))


def reopen(session: Session, case: Case, *, actor: Actor, reason: str, seen: int | None = None) -> None:
    """Have a closed case taken up again by the same handler, with a new limit from today.

    Raises RuleBroken once the calendar days for reopening are over.
    """
    if clock.today() > reopen_by(case):
        days = current_settings().reopen_days
        raise RuleBroken(_("A case can be reopened within %(days)s days after it was closed.", days=days), "reason")
    move(session, case, Action.REOPEN, actor=actor, text=reason, seen=seen)
    case.clock_started_at = clock.now()
    case.green_channel = in_green_channel(case.enterprise)
    case.limit_days = limit_of(session, CaseKind(case.kind), case.urgency, case.category, case.enterprise)
    case.extended_days, case.extension_asked_days = 0, None
    case.ended_at = case.proposed_at = None
    case.confirmed_by_silence = False
    follow_ups.drop(case)
    refresh_due_date(session, case)
    tell(session, case, [case.handler, *with_role(session, Role.COORDINATOR)], actor, messages.reopened(case, reason))


def enterprise_side(session: Session, case: Case) -> list[Account]:
    """Return the people of the enterprise and its liaison."""
    return [*members_of(session, case.enterprise_id), *standing_by(session, case, Slot.LIAISON)]
