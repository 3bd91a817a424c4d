"""Naming a colleague in an internal note: ``@姓名`` tells that person, who must be one that may see the case."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
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
WRITTEN = re.compile(SIGN + r"([\w·]{2,20})")


@dataclass(frozen=True)
class Mentioned:
    """Whom a note names: those who are told, those who may not see the case and are not, and names of nobody here."""

    told: tuple[Account, ...] = ()
    kept_out: tuple[Account, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def missed(self) -> bool:
        """Tell whether somebody was named who has not been told."""
        return bool(self.kept_out or self.unknown)


def mentioned(session: Session, case: Case, text: str) -> Mentioned:
    """Return whom a text names among the active staff; of two people of one name both."""
    if SIGN not in text:
        return Mentioned()
    staff = sa.select(RoleAssignment.account_id)
    named = sa.literal(text).contains(sa.literal(SIGN) + Account.name)
    found = session.scalars(sa.select(Account).where(Account.id.in_(staff), Account.disabled_at.is_(None), named))
    people = _longest(list(found.unique()), text)
    told = tuple(person for person in people if _may_read(session, case, person))
    kept_out = tuple(person for person in people if person not in told)
    return Mentioned(told, kept_out, _unknown(text, {person.name for person in people}))


def _unknown(text: str, names: set[str]) -> tuple[str, ...]:
    """Return what is written as a name and begins with the name of nobody: a slip of the pen, so nobody is told."""
    written = dict.fromkeys(WRITTEN.findall(text))
    return tuple(word for word in written if not any(word.startswith(name) for name in names))


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


def words_about(case: Case, found: Mentioned) -> str:
    """Return who was told by name and who was not, and why; nothing where nobody was named."""
    said = []
    if found.told:
        said.append(_("Told by name: %(names)s.", names=_names(found.told)))
    if found.kept_out:
        said.append(_("Not told: %(names)s. %(why)s", names=_names(found.kept_out), why=_why_kept_out(case)))
    if found.unknown:
        said.append(_("There is no colleague called %(names)s; nobody was told.", names="、".join(found.unknown)))
    return " ".join(said)


def _names(people: tuple[Account, ...]) -> str:
    return "、".join(person.name for person in people)


def _why_kept_out(case: Case) -> str:
    if case.confidential:
        return _("This is a confidential report; only its handler and the supervisors may see it.")
    if case.restricted:
        return _("This case is restricted to those personally concerned with it.")
    return _("Neither they nor their units have part in this case; ask the coordinator to involve them first.")
