"""What the administrator's pages read about people, and what depends on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account, RoleAssignment, SignIn
from portal.cases.models import Case
from portal.enterprises.models import Enterprise, Membership
from portal.errors import NotFound
from portal.pairing.models import Pairing
from portal.vocabulary import OPEN, Role

Conditions = list[sa.ColumnElement[bool]]


@dataclass(frozen=True)
class People:
    """Which accounts are looked for; ``state`` is ``active``, ``new`` (without password), ``disabled`` or empty."""

    words: str = ""
    role: Role | None = None
    unit_id: int | None = None
    state: str = ""

    def conditions(self) -> Conditions:
        """Return what must hold."""
        found: Conditions = []
        if self.words:
            columns = (Account.name, Account.username, Account.telephone)
            found.append(sa.or_(*(column.icontains(self.words, autoescape=True) for column in columns)))
        if self.role:
            staff = sa.select(RoleAssignment.account_id)
            of_role = staff.where(RoleAssignment.role == self.role)
            found.append(Account.id.not_in(staff) if self.role is Role.ENTERPRISE else Account.id.in_(of_role))
        if self.unit_id:
            found.append(Account.unit_id == self.unit_id)
        if self.state:
            disabled = Account.disabled_at.is_not(None)
            found.append(disabled if self.state == "disabled" else ~disabled)
        if self.state == "new":
            found.append(Account.password_hash == "")
        return found


def count_people(session: Session, people: People) -> int:
    """Return how many accounts are found."""
    return session.scalar(sa.select(sa.func.count(Account.id)).where(*people.conditions())) or 0


def find_people(session: Session, people: People, *, limit: int, offset: int) -> Sequence[Account]:
    """Return accounts in the order of their units and names; people of enterprises, who have none, come last."""
    statement = sa.select(Account).where(*people.conditions())
    ordered = statement.order_by(Account.unit_id.is_(None), Account.unit_id, Account.name, Account.id)
    return session.scalars(ordered.limit(limit).offset(offset)).all()


def last_seen(session: Session, accounts: Sequence[Account]) -> dict[int, datetime]:
    """Return when each account was last in use, of those that ever were."""
    statement = (
        sa.select(SignIn.account_id, sa.func.max(SignIn.seen_at))
        .where(SignIn.account_id.in_([account.id for account in accounts]))
        .group_by(SignIn.account_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def enterprises_of(session: Session, accounts: Sequence[Account]) -> dict[int, list[str]]:
    """Return the names of the enterprises for which each account acts today, of those that act for any."""
    statement = (
        sa.select(Membership.account_id, Enterprise.name)
        .join(Enterprise, Enterprise.id == Membership.enterprise_id)
        .where(Membership.account_id.in_([account.id for account in accounts]), Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    found: dict[int, list[str]] = {}
    for account_id, name in session.execute(statement):
        found.setdefault(account_id, []).append(name)
    return found


def account_by_id(session: Session, account_id: int) -> Account:
    """Return an account; raise NotFound where there is none."""
    found = session.get(Account, account_id)
    if found is None:
        raise NotFound
    return found


def active_admins(session: Session, *, lock: bool = False) -> list[int]:
    """Return the ids of the administrators who can sign in; ``lock`` lets others who remove one wait."""
    holders = sa.select(RoleAssignment.account_id).where(RoleAssignment.role == Role.ADMIN)
    statement = sa.select(Account.id).where(Account.id.in_(holders), Account.disabled_at.is_(None)).order_by(Account.id)
    return list(session.scalars(statement.with_for_update() if lock else statement))


def count_in_unit(session: Session, unit_id: int) -> int:
    """Return how many people who can sign in belong to a unit."""
    statement = sa.select(sa.func.count(Account.id)).where(Account.unit_id == unit_id, Account.disabled_at.is_(None))
    return session.scalar(statement) or 0


@dataclass(frozen=True)
class Burden:
    """How much would be left behind if a person left; numbers only, the administrator sees no case."""

    cases: int
    pairings: int


def burden_of(session: Session, account: Account) -> Burden:
    """Return how many open cases a person handles and by how many enterprises the person stands."""
    cases = sa.select(sa.func.count(Case.id)).where(Case.handler_id == account.id, Case.status.in_(OPEN))
    pairings = sa.select(sa.func.count(Pairing.id)).where(Pairing.account_id == account.id, Pairing.ended_at.is_(None))
    return Burden(session.scalar(cases) or 0, session.scalar(pairings) or 0)
