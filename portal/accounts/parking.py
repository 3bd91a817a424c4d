"""Text kept over a lost sign-in: put aside for its writer and given back once, within a day."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import ParkedForm
from portal.accounts.tokens import digest, new_token

KEPT_FOR = timedelta(days=1)


def park(
    session: Session,
    *,
    account_id: int,
    path: str,
    fields: Mapping[str, Sequence[str]],
    at: datetime,
) -> str:
    """Keep what was typed and return the token that gives it back; older text for the same page makes way."""
    older = sa.delete(ParkedForm).where(ParkedForm.account_id == account_id, ParkedForm.path == path)
    session.execute(older)
    token = new_token()
    typed = {name: list(values) for name, values in fields.items()}
    session.add(ParkedForm(token_sha256=digest(token), account_id=account_id, at=at, path=path, fields=typed))
    return token


def parked(session: Session, *, token: str, account_id: int, path: str, at: datetime) -> ParkedForm | None:
    """Return the text that a token names, for its own writer on its own page only."""
    statement = sa.select(ParkedForm).where(
        ParkedForm.token_sha256 == digest(token),
        ParkedForm.account_id == account_id,
        ParkedForm.path == path,
        ParkedForm.at > at - KEPT_FOR,
    )
    return session.scalars(statement).one_or_none()


def forget(session: Session, token: str) -> None:
    """Delete text that has been given back."""
    session.execute(sa.delete(ParkedForm).where(ParkedForm.token_sha256 == digest(token)))
