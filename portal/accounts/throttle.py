"""Slowing down whoever guesses passwords, by account name and by network address, counted in the database.

The name counts as typed, whether there is such an account or not, so the throttle does not tell which names exist.
At an address from which the account has been signed in to before, only the tries made there count for it: nobody far
away can lock its owner out by typing wrong passwords.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import SignInFailure

WINDOW = timedelta(minutes=15)
TRIES_OF_ACCOUNT = 5
TRIES_OF_ADDRESS = 30  # a street office shares one address


@dataclass(frozen=True)
class Allowance:
    """What is left: ``tries`` wrong passwords, or ``minutes`` to wait where none is left."""

    tries: int
    minutes: int = 0


def allowance(failures: list[datetime], limit: int, at: datetime) -> Allowance:
    """Return what ``limit`` tries in the window still allow after ``failures`` (newest first)."""
    recent = [failure for failure in failures if failure > at - WINDOW]
    if len(recent) < limit:
        return Allowance(limit - len(recent))
    opens = recent[limit - 1] + WINDOW
    return Allowance(0, max(1, math.ceil((opens - at).total_seconds() / 60)))


def remaining(session: Session, *, username: str, address: str, at: datetime, known: bool) -> Allowance:
    """Return the stricter of what the account name and the address still allow.

    ``known`` tells whether the account has been signed in to from this address.
    """
    of_account = _failures(session, _of_account(username, address if known else None), TRIES_OF_ACCOUNT, at)
    of_address = _failures(session, SignInFailure.address == address, TRIES_OF_ADDRESS, at)
    both = allowance(of_account, TRIES_OF_ACCOUNT, at), allowance(of_address, TRIES_OF_ADDRESS, at)
    return min(both, key=lambda each: (each.tries, -each.minutes))


def _failures(session: Session, whose: sa.ColumnElement[bool], limit: int, at: datetime) -> list[datetime]:
    statement = (
        sa.select(SignInFailure.at)
        .where(whose, SignInFailure.at > at - WINDOW)
        .order_by(SignInFailure.at.desc())
        .limit(limit)
    )
    return list(session.scalars(statement))


def _of_account(username: str, address: str | None) -> sa.ColumnElement[bool]:
    """Return the condition of an account's failures, of one address only where one is given."""
    named = SignInFailure.username == username
    return named if address is None else named & (SignInFailure.address == address)


def count_failure(session: Session, *, username: str, address: str, at: datetime) -> None:
    """Remember a wrong password."""
    session.add(SignInFailure(username=username[:60], address=address, at=at))


def forget_failures(session: Session, username: str, *, address: str | None = None) -> None:
    """Clear an account's failures after a success, at one address only where one is given.

    Whoever signs in where they are known gives no new tries to somebody who guesses elsewhere.
    """
    session.execute(sa.delete(SignInFailure).where(_of_account(username, address)))
