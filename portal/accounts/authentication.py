"""Who is signed in: Flask-Login's cookie names a row in the database, which can be listed and ended.

The cookie holds a random token, the row its SHA-256. A sign-in lapses after some time without use and, used or not,
after an absolute time; both are settings.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask, current_app, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from portal import clock
from portal.accounts.models import Account, SignIn
from portal.accounts.queries import sign_in_by_token
from portal.database import db
from portal.settings import Settings

SEEN_EVERY = timedelta(minutes=1)
PARKED = "parked"  # the cookie's name for text kept over a lost sign-in

manager = LoginManager()
manager.session_protection = None  # people change networks; the row and its limits protect the session


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """A person and the sign-in by which the portal knows them."""

    token: str
    sign_in: SignIn

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.token


def holds(sign_in: SignIn, *, at: datetime, settings: Settings) -> bool:
    """Tell whether a sign-in still counts: not ended, not asleep, not too old, its account not disabled."""
    awake = at - sign_in.seen_at < timedelta(minutes=settings.idle_minutes)
    young = at - sign_in.created_at < timedelta(hours=settings.absolute_hours)
    return sign_in.ended_at is None and awake and young and sign_in.account.is_active


@manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
def _load(token: str) -> SignedIn | None:
    sign_in = sign_in_by_token(db.session, token)
    now = clock.now()
    if sign_in is None or not holds(sign_in, at=now, settings=current_app.extensions["settings"]):
        return None
    if now - sign_in.seen_at > SEEN_EVERY:
        _touch(sign_in, now)
    return SignedIn(token, sign_in)


def _touch(sign_in: SignIn, at: datetime) -> None:
    """Note that the sign-in is in use, in a transaction of its own.

    It comes before the request's own work, begins with the write and ends at once: SQLite refuses to turn a read
    that has begun into a write when somebody else has written since.
    """
    db.session.commit()
    db.session.execute(sa.update(SignIn).where(SignIn.id == sign_in.id).values(seen_at=at))
    db.session.commit()


def current_sign_in() -> SignIn | None:
    """Return the sign-in of this request; None for a visitor."""
    return current_user.sign_in if current_user.is_authenticated else None


def current_account() -> Account | None:
    """Return the account of this request; None for a visitor."""
    found = current_sign_in()
    return found.account if found else None


def lapsed_account() -> Account | None:
    """Return whose sign-in the cookie names although it has ended; None where it holds or names nobody."""
    token = session.get("_user_id")
    if current_user.is_authenticated or not isinstance(token, str):
        return None
    found = sign_in_by_token(db.session, token)
    return found.account if found else None


def remember(token: str) -> None:
    """Let the browser be known by a new sign-in; nothing of the old session stays, but for text waiting to be kept."""
    parked = session.get(PARKED)
    session.clear()
    if parked:
        session[PARKED] = parked
    sign_in = sign_in_by_token(db.session, token)
    if sign_in is None:
        raise LookupError("the sign-in has not been stored")
    login_user(SignedIn(token, sign_in))


def forget() -> None:
    """Let the browser be nobody's."""
    logout_user()
    session.clear()


def init_app(app: Flask) -> None:
    """Set Flask-Login up."""
    manager.init_app(app, add_context_processor=False)
