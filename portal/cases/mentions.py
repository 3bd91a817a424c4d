"""Naming a colleague in an internal note: ``@姓名`` tells that person, who must be one that may see the case."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account, RoleAssignment
from portal.cases import messages
from portal.cases.models import Case
from portal.cases.moves import tell
from portal.cases.queries import sees_internal
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission

SIGN = "@"


@dataclass(frozen=True)
class Mentioned:
    """Whom a note names: those who are told, and those who may not see the case and are not."""

    told: tuple[Account, ...] = ()
    kept_out: tuple[Account, ...] = ()


def mentioned(session: Session, case: Case, text: str) -> Mentioned:
    """Return whom a text names among the active staff; of two people of one name both."""
    if SIGN not in text:
        return Mentioned()
    staff = sa.select(RoleAssignment.account_id)
    named = sa.literal(text).contains(sa.literal(SIGN) + Account.name)
    found = session.scalars(sa.select(Account).where(Account.id.in_(staff), Account.disabled_at.is_(None), named))
    people = _longest(list(found.unique()), text)
    told = tuple(person for person in people if _may_read(session, case, person))
    return Mentioned(told, tuple(person for person in people if person not in told))


def _longest(people: list[Account], text: str) -> list[Account]:
    """Leave out who is named only because a longer name begins the same: 张明 in @张明远."""
    names = sorted({person.name for person in people}, key=len, reverse=True)
    really = set()
    for name in names:
        if f"{SIGN}{name}" in text:
            really.add(name)
            text = text.replace(f"{SIGN}{name}", "")
    return [person for person in people if person.name in really]


def _may_read(session: Session, case: Case, person: Account) -> bool:
    reader = actor_for(session, person)
    return permits(reader, Permission.CASE_VIEW, case) and sees_internal(reader, case)


def tell_mentioned(session: Session, case: Case, *, actor: Actor, text: str) -> Mentioned:
    """Tell those whom an internal note names and who may read it; return whom it names."""
    found = mentioned(session, case, text)
    others = [person for person in found.told if person.id != case.handler_id]  # the handler is told of every note
    tell(session, case, others, actor, messages.named(case, actor.name, text))
    return found
