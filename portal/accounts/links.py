"""Links that set a password: each works once, for a time, and only while nothing has overtaken it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account, PasswordReset
from portal.accounts.tokens import digest, new_token
from portal.errors import NotFound

PATH = "/set-password/"


def make_link(session: Session, *, account: Account, expires_at: datetime) -> str:
    """Return the path of a new link; the database does not hold its token."""
    token = new_token()
    session.add(PasswordReset(token_sha256=digest(token), account_id=account.id, expires_at=expires_at))
    return f"{PATH}{token}"


def _works(at: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(PasswordReset.used_at.is_(None), PasswordReset.expires_at > at)


def by_token(session: Session, token: str, *, at: datetime) -> PasswordReset:
    """Return the link that a token names; raise NotFound where it is used, expired or unknown."""
    statement = sa.select(PasswordReset).where(PasswordReset.token_sha256 == digest(token), _works(at))
    found = session.scalars(statement.with_for_update(of=PasswordReset)).one_or_none()
    if found is None or not found.account.is_active:
        raise NotFound
    return found


def count_open(session: Session, account: Account, *, at: datetime) -> int:
    """Return how many links of an account still work."""
    statement = sa.select(sa.func.count(PasswordReset.id)).where(PasswordReset.account_id == account.id, _works(at))
    return session.scalars(statement).one()


def end_links(session: Session, account: Account, *, at: datetime) -> None:
    """Let no link of an account work any more, as when its password or its mail address has changed."""
    unused = sa.update(PasswordReset).where(PasswordReset.account_id == account.id, PasswordReset.used_at.is_(None))
    session.execute(unused.values(used_at=at))
