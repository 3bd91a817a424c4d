"""The demonstration's people, one a role, as its sign-in page lists them. Nothing here is asked outside the demo."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.vocabulary import Role


@dataclass(frozen=True)
class DemoPerson:
    """A role, who plays it, and what can be tried out; ``username`` is a fixed name that the demo's data use."""

    username: str
    role: Role
    does: LazyString
    account: Account | None = None


CAST = (
    DemoPerson("qiye", Role.ENTERPRISE, _l("Report difficulties, confirm outcomes")),
    DemoPerson("lianqi", Role.LIAISON, _l("File for an enterprise, accept and update cases")),
    DemoPerson("lvshi", Role.LAWYER, _l("Answer legal questions, citing policy measures")),
    DemoPerson("chengban", Role.OFFICER, _l("Handle cases, propose outcomes, draft letters")),
    DemoPerson("diaodu", Role.COORDINATOR, _l("Accept and dispatch cases, keep pairings")),
    DemoPerson("ducha", Role.SUPERVISOR, _l("Supervise late cases, draft supervision letters")),
    DemoPerson("qiantou", Role.LEADER, _l("Sign letters, order supervision")),
    DemoPerson("guanli", Role.ADMIN, _l("Keep accounts, units and the working calendar")),
)


def people(session: Session) -> Sequence[DemoPerson]:
    """Return those of the cast whose account is there, in the order of the roles."""
    names = [person.username for person in CAST]
    statement = sa.select(Account).where(Account.username.in_(names), Account.disabled_at.is_(None))
    found = {account.username: account for account in session.scalars(statement)}
    return tuple(
        DemoPerson(person.username, person.role, person.does, found[person.username])
        for person in CAST
        if person.username in found
    )


def account(session: Session, username: str) -> Account | None:
    """Return the account of one of the cast; None for anybody else, whoever they are."""
    return next((person.account for person in people(session) if person.username == username), None)
