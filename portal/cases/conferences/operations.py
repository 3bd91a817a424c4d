"""Conferences (会商): units meet on a case that none settles alone, and what they decide changes the case at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases.care.secrecy import check_handling
from portal.cases.conferences import messages
from portal.cases.conferences.models import Conference, Participant
from portal.cases.handlers import messages as handling_messages
from portal.cases.handlers import tasks
from portal.cases.limits.extensions import current_deadline, days_to
from portal.cases.limits.timing import refresh_due_date
from portal.cases.models import Case
from portal.cases.moves import move, tell
from portal.cases.operations import check_handler, enterprise_side
from portal.cases.workflow import Action
from portal.errors import RuleBroken
from portal.pairing.conflicts import check as check_interests
from portal.permissions.actor import Actor
from portal.units.models import Unit


@dataclass(frozen=True)
class AgreedTask:
    """What a unit has agreed to do, by a day or within the usual limit."""

    unit: Unit
    what: str
    due_on: date | None = None


@dataclass(frozen=True)
class Consequences:
    """What the decisions change: tasks, another handling unit and person, another promised date."""

    tasks: Sequence[AgreedTask] = ()
    unit: Unit | None = None
    handler: Account | None = None
    due_on: date | None = None


def confer(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    agenda: str,
    on: date,
    units: Sequence[Unit],
    place: str = "",
    seen: int | None = None,
) -> Conference:
    """Call a conference and invite the units; the clock runs on. Raises RuleBroken for a day that is past."""
    if on < clock.today():
        raise RuleBroken(_("Choose today or a later day."), "on")
    for unit in units:
        check_handling(session, case, unit, supported=True)
    facts = {"units": [unit.short_name for unit in units], "on": on.isoformat(), "place": place}
    move(session, case, Action.CONFER, actor=actor, text=agenda, public=False, facts=facts, seen=seen)
    conference = Conference(
        agenda=agenda,
        on=on,
        place=place,
        called_at=clock.now(),
        called_by_id=actor.account_id,
        called_by_name=actor.name,
        participants=[Participant(unit=unit) for unit in units],
    )
    case.conferences.append(conference)
    people = [person for unit in units for person in tasks.people_of(session, unit.id)]
    tell(session, case, [case.handler, *people], actor, messages.called(case, agenda, on, place))
    session.flush()
    return conference


def conclude(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    minutes: str,
    decisions: str,
    attended: Collection[int] | None = None,
    consequences: Consequences | None = None,
    seen: int | None = None,
) -> None:
    """End a conference with minutes and decisions; ``attended`` are ids of units, all of them where none is said.

    Raises RuleBroken for a task of the handling unit, a person who cannot handle the case and a date out of reach.
    """
    wanted = consequences or Consequences()
    days = _check(session, case, wanted)
    facts = {"decisions": decisions} | _plain(wanted)
    move(session, case, Action.CONCLUDE, actor=actor, text=minutes, public=False, facts=facts, seen=seen)
    before = case.handler
    _change_lead(session, case, wanted, actor)
    for agreed in wanted.tasks:
        tasks.give(session, case, agreed.unit, agreed.what, actor=actor, due_on=agreed.due_on)
    if days:
        case.extended_days, case.extension_asked_days = case.extended_days + days, None
        refresh_due_date(session, case)
        tell(session, case, enterprise_side(session, case), actor, messages.limit_agreed(case))
    for conference in case.conferences[-1:]:
        conference.minutes, conference.decisions, conference.consequences = minutes, decisions, _plain(wanted)
        conference.concluded_at, conference.concluded_by_name = clock.now(), actor.name
        for participant in conference.participants:
            participant.attended = attended is None or participant.unit_id in attended
    people = {person.id: person for person in (before, case.handler) if person}
    tell(session, case, people.values(), actor, messages.concluded(case, decisions))


def _check(session: Session, case: Case, wanted: Consequences) -> int:
    """Raise RuleBroken for what cannot be; return the working days by which the limit changes."""
    lead = wanted.unit.id if wanted.unit else case.handling_unit_id
    if any(agreed.unit.id == lead for agreed in wanted.tasks):
        raise RuleBroken(_("The handling unit cannot support itself. Choose another supporting unit."), "tasks")
    if (wanted.unit is None) != (wanted.handler is None):
        raise RuleBroken(_("Choose a handler who works in the handling unit."), "handler")
    if wanted.unit and wanted.handler:
        check_handler(wanted.unit, wanted.handler)
        check_interests(session, case.enterprise, wanted.handler, "handler")
    if wanted.due_on is None:
        return 0
    try:
        return days_to(current_deadline(session, case), wanted.due_on)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, "due_on") from None


def _plain(wanted: Consequences) -> dict[str, Any]:
    """Return the consequences as the record and the minutes keep them."""
    given = [
        {"unit": agreed.unit.name, "what": agreed.what, "due_on": agreed.due_on.isoformat() if agreed.due_on else ""}
        for agreed in wanted.tasks
    ]
    lead = {"unit": wanted.unit.name, "handler": wanted.handler.name} if wanted.unit and wanted.handler else {}
    limit = {"due_on": wanted.due_on.isoformat()} if wanted.due_on else {}
    return ({"tasks": given} if given else {}) | lead | limit


def _change_lead(session: Session, case: Case, wanted: Consequences, actor: Actor) -> None:
    """Give the case to the unit and person agreed; what the unit was asked for is part of the case from now on."""
    if wanted.unit is None or wanted.handler is None or wanted.handler.id == case.handler_id:
        return
    case.handling_unit, case.handler = wanted.unit, wanted.handler
    case.handling_unit_id, case.handler_id, case.cleared_by_id = wanted.unit.id, wanted.handler.id, None
    case.handed_back_at = case.proposed_unit_id = None
    for task in case.open_tasks:
        if task.unit_id == wanted.unit.id:
            task.lapsed_at = clock.now()
    tell(session, case, [wanted.handler], actor, handling_messages.dispatched_to_handler(case))
    tell(session, case, enterprise_side(session, case), actor, handling_messages.dispatched_to_enterprise(case))
