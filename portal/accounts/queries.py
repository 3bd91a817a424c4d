"""Reading accounts and sign-ins."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account, RoleAssignment, SignIn
from portal.accounts.tokens import digest
from portal.vocabulary import Role


def by_username(session: Session, username: str, *, lock: bool = False) -> Account | None:
    """Return the account with a normalised name; ``lock`` makes others who want to change it wait."""
    statement = sa.select(Account).where(Account.username == username)
    return session.scalars(statement.with_for_update(of=Account) if lock else statement).one_or_none()


def by_email(session: Session, email: str) -> Sequence[Account]:
    """Return the active accounts with a mail address, in any case of its letters."""
    statement = sa.select(Account).where(sa.func.lower(Account.email) == email.lower(), Account.disabled_at.is_(None))
    return session.scalars(statement.order_by(Account.id)).all()


def with_role(session: Session, role: Role, unit_ids: Iterable[int] | None = None) -> list[Account]:
    """Return the active accounts that hold a staff role, the oldest first; of some units only where units are given."""
    statement = (
        sa.select(Account).where(Account.disabled_at.is_(None), Account.id.in_(_holders(role))).order_by(Account.id)
    )
    if unit_ids is not None:
        statement = statement.where(Account.unit_id.in_(list(unit_ids)))
    return list(session.scalars(statement))


def _holders(role: Role) -> sa.Select[int]:
    return sa.select(RoleAssignment.account_id).where(RoleAssignment.role == role)


def sign_in_by_token(session: Session, token: str) -> SignIn | None:
    """Return the sign-in that a cookie names, whether it still holds or not."""
    return session.scalars(sa.select(SignIn).where(SignIn.token_sha256 == digest(token))).one_or_none()


def senders_of(session: Session, account_id: int) -> Sequence[tuple[str, str]]:
    """Return the (network address, User-Agent) pairs of the sign-ins that are kept of an account, each once."""
    statement = sa.select(SignIn.address, SignIn.agent).where(SignIn.account_id == account_id).distinct()
    return [(address, agent) for address, agent in session.execute(statement)]


def open_sign_ins(session: Session, account_id: int, *, at: datetime, idle: timedelta) -> Sequence[SignIn]:
    """Return the sign-ins of an account that have neither ended nor fallen asleep, the last used first."""
    statement = (
        sa.select(SignIn)
        .where(SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.seen_at > at - idle)
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    return session.scalars(statement).all()
