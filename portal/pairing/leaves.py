"""Leave with a deputy: who is away, who acts in whose place, and setting it. Days are local and both counted."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.errors import NotPermitted, RuleBroken
from portal.notifications.operations import notify
from portal.pairing import messages
from portal.pairing.people_models import Leave
from portal.permissions.actor import Actor
from portal.permissions.checks import permits, require
from portal.permissions.permission import Permission
from portal.vocabulary import Role

DEPUTISED = frozenset({Role.LIAISON, Role.LAWYER, Role.OFFICER, Role.LEADER})


def lasts(day: date) -> sa.ColumnElement[bool]:
    """Return the condition that a leave lasts on a day."""
    return sa.and_(Leave.ended_at.is_(None), Leave.from_on <= day, Leave.until_on >= day)


def away_on(session: Session, day: date) -> dict[int, Leave]:
    """Return the leave of each person who is away on a day, by account."""
    return {leave.account_id: leave for leave in session.scalars(sa.select(Leave).where(lasts(day)))}


def deputised_by(session: Session, account_id: int, day: date) -> frozenset[int]:
    """Return the accounts in whose place somebody acts on a day."""
    return frozenset(session.scalars(sa.select(Leave.account_id).where(Leave.deputy_id == account_id, lasts(day))))


def deputies_of(session: Session, account_ids: Sequence[int], day: date) -> list[Account]:
    """Return who acts on a day in the place of any of some accounts."""
    leaves = session.scalars(sa.select(Leave).where(Leave.account_id.in_(account_ids), lasts(day)))
    return [leave.deputy for leave in leaves]


def still_to_end(session: Session, day: date, account_id: int | None = None) -> Sequence[Leave]:
    """Return the leaves that last or are to come, of one person or of all, the first to begin first."""
    statement = sa.select(Leave).where(Leave.ended_at.is_(None), Leave.until_on >= day)
    if account_id is not None:
        statement = statement.where(sa.or_(Leave.account_id == account_id, Leave.deputy_id == account_id))
    return session.scalars(statement.order_by(Leave.from_on, Leave.id)).all()


def take_leave(
    session: Session,
    *,
    actor: Actor,
    account: Account,
    deputy: Account,
    from_on: date,
    until_on: date,
    reason: str = "",
) -> Leave:
    """Let a deputy act for somebody who is away; both see the open work, the deputy may do what the other may.

    People set their own leave and the coordinator anybody's. Raises RuleBroken at ``deputy``, ``from_on`` or
    ``until_on``.
    """
    require(actor, Permission.LEAVE_SET, Absence(account.id))
    _check_days(session, account, from_on, until_on)
    _check_deputy(session, account, deputy, from_on, until_on)
    leave = Leave(
        account=account,
        deputy=deputy,
        from_on=from_on,
        until_on=until_on,
        reason=reason,
        set_at=clock.now(),
        set_by_name=actor.name,
    )
    session.add(leave)
    session.flush()
    days = {"from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
    record(session, actor, "leave:set", f"account:{account.username}", deputy=deputy.name, **days)
    _tell(session, actor, leave, messages.deputised(account.name, from_on, until_on, deputy.name))
    return leave


def end_leave(session: Session, leave: Leave, *, actor: Actor) -> None:
    """End a leave early, from this moment; a second time changes nothing."""
    require(actor, Permission.LEAVE_SET, Absence(leave.account_id))
    if leave.ended_at is None:
        leave.ended_at = clock.now()
        record(session, actor, "leave:end", f"account:{leave.account.username}", deputy=leave.deputy.name)
        _tell(session, actor, leave, messages.back(leave.account.name, leave.deputy.name))


class Absence:
    """The leave of an account as permissions see it."""

    def __init__(self, account_id: int) -> None:
        self.account_id = account_id


def visible(session: Session, actor: Actor, leave_id: int) -> Leave:
    """Return a leave that the actor may end; raise NotPermitted otherwise."""
    leave = session.get(Leave, leave_id)
    if leave is None or not permits(actor, Permission.LEAVE_SET, Absence(leave.account_id)):
        raise NotPermitted
    return leave


def possible_deputies(people: Sequence[Account], account: Account) -> list[Account]:
    """Return who could act for somebody: with every role in which the other stands by enterprises, own unit first."""
    needed = account.roles & DEPUTISED
    fit = [one for one in people if one.id != account.id and needed <= one.roles]
    return sorted(fit, key=lambda one: (one.unit_id != account.unit_id, one.id))


def _check_days(session: Session, account: Account, from_on: date, until_on: date) -> None:
    if until_on < from_on:
        raise RuleBroken(_("The last day lies before the first."), "until_on")
    if until_on < clock.today():
        raise RuleBroken(_("The leave would be over already."), "until_on")
    if _overlaps(session, account.id, from_on, until_on):
        raise RuleBroken(_("%(name)s has leave on some of these days already.", name=account.name), "from_on")


def _check_deputy(session: Session, account: Account, deputy: Account, from_on: date, until_on: date) -> None:
    if deputy not in possible_deputies([deputy], account) or not deputy.is_active:
        raise RuleBroken(_("Choose a deputy with the same roles."), "deputy")
    if _overlaps(session, deputy.id, from_on, until_on):
        raise RuleBroken(_("%(name)s is away on some of these days too.", name=deputy.name), "deputy")


def _overlaps(session: Session, account_id: int, from_on: date, until_on: date) -> bool:
    meets = sa.and_(Leave.from_on <= until_on, Leave.until_on >= from_on, Leave.ended_at.is_(None))
    return session.scalar(sa.select(sa.exists().where(Leave.account_id == account_id, meets))) or False


def _tell(session: Session, actor: Actor, leave: Leave, message: messages.Message) -> None:
    people = [one for one in (leave.account, leave.deputy) if one.id != actor.account_id]
    subject, body = message
    notify(session, people, subject=subject, body=body, link="/leave")
