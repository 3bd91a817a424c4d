"""The one way in which a case moves: checked against the table, written into the record and the audit trail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.attachments.models import Attachment
from portal.audit.operations import record as audit
from portal.cases import messages
from portal.cases.care.secrecy import who_may_be_told
from portal.cases.limits.same_day import observe
from portal.cases.limits.timing import refresh_due_date
from portal.cases.models import Case, CaseEvent, CaseFile, Pause
from portal.cases.queries import last_event, may_read
from portal.cases.workflow import BY_ACTION, CLOCKS, Action, Clock, next_status
from portal.errors import StaleEdit
from portal.notifications.operations import notify
from portal.pairing.leaves import deputies_of
from portal.pairing.queries import current_for
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.vocabulary import ENDED, CaseStatus, Role, Slot

AWAITING = "等待企业确认"


def capacity(actor: Actor, case: Case) -> str:
    """Return in what role somebody acts on a case, the closest first; ``system`` for the portal itself."""
    if actor.is_system:
        return "system"
    if case.enterprise_id in actor.enterprise_ids:
        return Role.ENTERPRISE
    if case.enterprise_id in actor.liaison_of and case.handler_id not in actor.hands:
        return Role.LIAISON
    order: tuple[Role, ...] = (Role.LAWYER, Role.OFFICER, Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER, Role.LIAISON)
    if case.handler_id not in actor.hands:
        order = (Role.COORDINATOR, Role.SUPERVISOR, *order)
    return next((role for role in order if role in actor.roles), Role.OFFICER)


def check_version(session: Session, case: Case, seen: int | None, actor: Actor) -> None:
    """Raise StaleEdit with what happened meanwhile when the writer saw an older version of the case."""
    if seen is not None and seen != case.version:
        raise stale_edit(session, case, actor)


def stale_edit(session: Session, case: Case, actor: Actor) -> StaleEdit:
    """Return how the case stands now, who brought it there and with what words, as far as the actor may read them."""
    current = case.version
    with session.no_autoflush:  # what was about to be changed is not written, and so makes no newer version
        last = last_event(session, case)
    status = (str(_("Status")), str(case.status.label))
    if last is None or not may_read(actor, case, last):
        return StaleEdit(theirs=(status,), version=current)
    return StaleEdit(by=last.actor_name, theirs=((str(Action(last.action).label), last.text), status), version=current)


def move(
    session: Session,
    case: Case,
    action: Action,
    *,
    actor: Actor,
    text: str = "",
    public: bool = True,
    privileged: bool = False,
    facts: dict[str, Any] | None = None,
    files: Iterable[Attachment] = (),
    seen: int | None = None,
    thing: object = None,
) -> CaseEvent:
    """Do an act on a case: permission, transition, clock, record and audit. Returns the line of the record.

    ``thing`` is what the permission is about where it is not the case itself. Raises NotPermitted, TransitionNotAllowed
    and StaleEdit.
    """
    require(actor, BY_ACTION[action].permission, thing or case)
    check_version(session, case, seen, actor)
    now = clock.now()
    _bring_to(session, case, next_status(case.status, action, case.status_before), now, text)
    event = CaseEvent(
        case_id=case.id,
        at=now,
        action=action,
        actor_id=actor.account_id,
        actor_name=_signature(actor, case),
        actor_role=capacity(actor, case),
        status=case.status,
        text=text,
        public=public,
        privileged=privileged,
        facts=facts or {},
        files=[CaseFile(attachment=attachment) for attachment in files],
    )
    session.add(event)
    observe(case, event, actor.hands)
    case.touched_at = now  # so that an act that leaves the status alone makes a new version too
    audit(session, actor, f"case:{action}", f"case:{case.reference}", status=case.status)
    session.flush()
    return event


def _bring_to(session: Session, case: Case, status: CaseStatus, now: datetime, reason: str) -> None:
    """Change the status, the clock with it; where the case ends, so do the tasks of other units."""
    before, case.status = case.status, status
    if before is status:
        return
    _turn_clock(session, case, CLOCKS[before], now, reason)
    case.status_before = before
    if status in ENDED:
        case.ended_at = now
        for task in case.open_tasks:
            task.lapsed_at = now


def _signature(actor: Actor, case: Case) -> str:
    """Return who acts, and for a deputy in whose place."""
    if case.handler and case.handler_id in actor.stands_in_for:
        return f"{actor.name}（代{case.handler.name}）"
    return actor.name


def _turn_clock(session: Session, case: Case, was: Clock, now: datetime, reason: str) -> None:
    """End a pause, or begin one, as the clock of the new status demands."""
    state = CLOCKS[case.status]
    for pause in case.pauses:
        if pause.ended_at is None and state is not was:
            pause.ended_at = now
    if state in {Clock.PAUSED, Clock.STOPPED}:
        case.pauses.append(Pause(reason=reason[:500] if state is Clock.PAUSED else AWAITING, began_at=now))
    if state in {Clock.RUNS, Clock.PAUSED}:
        session.flush()
        refresh_due_date(session, case)


def standing_by(session: Session, case: Case, *slots: Slot) -> list[Account]:
    """Return the people who fill these slots of the enterprise today."""
    paired = current_for(session, case.enterprise_id)
    people = [paired[slot].account for slot in slots if slot in paired]
    return [person for person in people if person]


def tell(
    session: Session, case: Case, people: Iterable[Account | None], actor: Actor, message: tuple[str, str]
) -> None:
    """Notify people about a case, but for the one who acts.

    Of a confidential case only its circle is told, and no more than that there is something to read.
    """
    subject, body = messages.confidential(case) if case.confidential else message
    named = [person for person in people if person is not None]
    acting = deputies_of(session, [person.id for person in named], clock.today())
    known = who_may_be_told(session, case, [*named, *acting])
    others = [person for person in known if person.id != actor.account_id]
    office = not case.confidential and any(person.roles for person in others)
    notify(session, others, subject=subject, body=body, link=f"/cases/{case.reference}", groups=office)
