"""The same act on several cases: what would become of each is shown before, and each is done or refused by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.cases import acts, operations
from portal.cases.care.secrecy import check_handling
from portal.cases.models import Case
from portal.cases.queries import last_event, visible_to
from portal.cases.workflow import BY_ACTION, Action, is_possible
from portal.errors import NotPermitted, PortalError, RuleBroken, StaleEdit
from portal.pairing.conflicts import check as check_interests
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.references import normalise
from portal.units.models import Unit

MOST = 50


@dataclass(frozen=True)
class Handling:
    """To whom cases are dispatched, all of them alike."""

    unit: Unit
    handler: Account


@dataclass(frozen=True)
class Row:
    """A case of the batch and why the act is refused; no reason where it can be done."""

    case: Case
    refused: str = ""


def chosen(session: Session, actor: Actor, references: Iterable[str]) -> Sequence[Case]:
    """Return the cases picked that the actor sees, at most fifty, what is promised earliest first."""
    picked = list(dict.fromkeys(filter(None, map(normalise, references))))[:MOST]
    statement = sa.select(Case).where(Case.reference.in_(picked), visible_to(actor)).order_by(Case.due_on, Case.id)
    return session.scalars(statement).unique().all()


def previewed(
    session: Session, actor: Actor, action: Action, cases: Iterable[Case], to: Handling | None = None
) -> list[Row]:
    """Return what would become of each case."""
    return [Row(case, refusal(session, actor, action, case, to)) for case in cases]


def refusal(session: Session, actor: Actor, action: Action, case: Case, to: Handling | None) -> str:
    """Return why an act would be refused on a case; empty where it would be done."""
    if not is_possible(case.status, action):
        return str(_("It is “%(status)s” now.", status=case.status.label))
    if not permits(actor, BY_ACTION[action].permission, case):
        return str(_("This act is for somebody else."))
    if blocked := acts.blocked_by(case, action):
        return blocked
    if to is None:
        return ""
    try:
        operations.check_handler(to.unit, to.handler)
        check_handling(session, case, to.unit)
        check_interests(session, case.enterprise, to.handler, "handler")
    except RuleBroken as broken:
        return broken.message
    return ""


def carry_out(
    session: Session,
    actor: Actor,
    action: Action,
    cases: Iterable[tuple[Case, int]],
    to: Handling | None = None,
) -> list[Row]:
    """Do the act on each case at the version that was previewed; one that is refused undoes no other.

    Sent a second time, as by loading the result again, what was done then counts as done.
    """
    act = _act(session, actor, action, to)

    def outcome(case: Case, seen: int) -> str:
        refused = _tried(session, lambda: act(case, seen))
        return "" if refused and _done_before(session, actor, action, case, to) else refused

    return [Row(case, outcome(case, seen)) for case, seen in cases]


def _done_before(session: Session, actor: Actor, action: Action, case: Case, to: Handling | None) -> bool:
    last = last_event(session, case)
    same = last is not None and (last.action, last.actor_id) == (action, actor.account_id)
    return same and (to is None or case.handler_id == to.handler.id)


def _act(session: Session, actor: Actor, action: Action, to: Handling | None) -> Callable[[Case, int], None]:
    if action is Action.ACCEPT:
        return lambda case, seen: operations.accept(session, case, actor=actor, seen=seen)
    if action is Action.DISPATCH and to is not None:
        return lambda case, seen: operations.dispatch(
            session, case, actor=actor, unit=to.unit, handler=to.handler, seen=seen
        )
    raise NotPermitted(action)


def _tried(session: Session, act: Callable[[], None]) -> str:
    try:
        with session.begin_nested():
            act()
    except StaleEdit as stale:
        return str(_("%(name)s has changed it meanwhile.", name=stale.by or _("Somebody")))
    except RuleBroken as broken:
        return broken.message
    except PortalError:
        return str(_("This is no longer possible."))
    return ""
