"""Setting and ending pairings; the coordinator's work. A row is closed and another begun, nothing is overwritten."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.audit.operations import record
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken, StaleEdit
from portal.notifications.operations import notify
from portal.pairing import messages
from portal.pairing.candidates import Candidate
from portal.pairing.conflicts import check
from portal.pairing.models import Pairing
from portal.pairing.people_models import Team
from portal.pairing.queries import candidates, current_for
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.vocabulary import Role, Slot, Standing

NOBODY = 0  # what the form has seen of an empty slot


def fill_slot(
    session: Session,
    enterprise: Enterprise,
    slot: Slot,
    *,
    actor: Actor,
    choice: int,
    reason: str,
    seen: int,
    team_id: int | None = None,
) -> Pairing:
    """Let a person, or for the unit slot a unit, stand by an enterprise from now on in place of who did.

    ``team_id`` names the team with which the person, its lead, stands by it. ``choice`` is the id of a candidate,
    ``seen`` the id of the pairing that was there when the coordinator chose, or NOBODY. Raises RuleBroken at ``choice``
    or ``reason``, ConflictOfInterest where a lawyer must not act, and StaleEdit where somebody else has set the slot
    meanwhile.
    """
    require(actor, Permission.PAIRING_MANAGE)
    if enterprise.standing is not Standing.VERIFIED:
        raise RuleBroken(_("Only a verified enterprise is paired."))
    before = _current(session, enterprise, slot, seen)
    chosen = _chosen(session, enterprise, slot, before, choice)
    _check_reason(before, chosen, reason)
    filled: Account | Unit = (
        session.get_one(Unit, chosen.id) if slot is Slot.UNIT else session.get_one(Account, chosen.id)
    )
    if isinstance(filled, Account):
        check(session, enterprise, filled, "choice")
    try:
        team = _team(session, team_id, chosen)
        pairing = put_in(session, enterprise, slot, filled, before=before, actor=actor, reason=reason, team=team)
    except IntegrityError:
        _current(session, enterprise, slot, seen)
        raise
    _tell(session, enterprise, people_behind(session, pairing.filled_by), messages.paired(enterprise, slot))
    arranged = messages.arranged(enterprise, slot, chosen.name, pairing.telephone)
    _tell(session, enterprise, members_of(session, enterprise.id), arranged)
    if before:
        _tell(
            session, enterprise, people_behind(session, before.filled_by), messages.relieved(enterprise, slot, reason)
        )
    return pairing


def _team(session: Session, team_id: int | None, chosen: Candidate) -> Team | None:
    team = session.get_one(Team, team_id) if team_id else None
    if team and team.lead_id != chosen.id:
        raise RuleBroken(_("The lead of this team is %(name)s. Choose the lead.", name=team.lead.name), "choice")
    return team


def put_in(
    session: Session,
    enterprise: Enterprise,
    slot: Slot,
    filled: Account | Unit,
    *,
    before: Pairing | None,
    actor: Actor,
    reason: str,
    team: Team | None = None,
) -> Pairing:
    """Close the row of who was in a slot and begin another; the caller has checked that it may and tells everybody.

    Raises IntegrityError, with nothing changed, where somebody else has filled the slot meanwhile.
    """
    who = {"unit": filled} if isinstance(filled, Unit) else {"account": filled}
    pairing = Pairing(enterprise=enterprise, slot=slot, began_at=clock.now(), reason=reason, team=team, **who)
    pairing.set_by_id, pairing.set_by_name = actor.account_id, actor.name
    with session.begin_nested():
        _close(session, before)
        session.add(pairing)
    record(session, actor, "pairing:fill", f"enterprise:{enterprise.id}", slot=slot.value, who=filled.name)
    return pairing


def empty_slot(session: Session, enterprise: Enterprise, slot: Slot, *, actor: Actor, reason: str, seen: int) -> None:
    """End a pairing without a successor. Raises RuleBroken at ``reason`` and StaleEdit as filling does."""
    require(actor, Permission.PAIRING_MANAGE)
    before = _current(session, enterprise, slot, seen)
    if before is None:
        raise RuleBroken(_("Nobody fills this slot."))
    if not reason:
        raise RuleBroken(_("Write why the pairing ends; it stays in the history."), "reason")
    _close(session, before)
    record(session, actor, "pairing:empty", f"enterprise:{enterprise.id}", slot=slot.value, who=before.name)
    _tell(session, enterprise, people_behind(session, before.filled_by), messages.relieved(enterprise, slot, reason))


def _current(session: Session, enterprise: Enterprise, slot: Slot, seen: int) -> Pairing | None:
    current = current_for(session, enterprise.id).get(slot)
    if (current.id if current else NOBODY) != seen:
        theirs = ((str(slot.label), current.name if current else str(_("Nobody"))),)
        raise StaleEdit(current.set_by_name if current else "", theirs, current.id if current else NOBODY)
    return current


def _chosen(session: Session, enterprise: Enterprise, slot: Slot, before: Pairing | None, choice: int) -> Candidate:
    chosen = next((one for one in candidates(session, enterprise, slot) if one.id == choice), None)
    if chosen is None:
        raise RuleBroken(_("Choose one of the candidates."), "choice")
    if before and choice in {before.account_id, before.unit_id}:
        raise RuleBroken(_("%(name)s fills this slot already.", name=chosen.name), "choice")
    return chosen


def _check_reason(before: Pairing | None, chosen: Candidate, reason: str) -> None:
    if reason:
        return
    if before:
        raise RuleBroken(_("Write why the pairing changes; it stays in the history."), "reason")
    if chosen.is_full:
        message = _(
            "%(name)s stands by %(load)s enterprises, of at most %(capacity)s. Write why it should be one more.",
            name=chosen.name,
            load=chosen.load,
            capacity=chosen.capacity,
        )
        raise RuleBroken(message, "reason")


def _close(session: Session, pairing: Pairing | None) -> None:
    if pairing:
        pairing.ended_at = clock.now()
        session.flush()  # before the next row begins: the database allows one without an end


def people_behind(session: Session, filled: Account | Unit) -> list[Account]:
    """Return who is told of a pairing: the person or, of a unit, its officers."""
    return [filled] if isinstance(filled, Account) else with_role(session, Role.OFFICER, [filled.id])


def _tell(session: Session, enterprise: Enterprise, people: Iterable[Account], message: messages.Message) -> None:
    subject, body = message
    notify(session, people, subject=subject, body=body, link=f"/enterprises/{enterprise.id}")
