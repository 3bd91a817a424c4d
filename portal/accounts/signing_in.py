"""Signing in and out: the acts on sign-in rows."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts import messages, origins, passwords, throttle, usernames
from portal.accounts.models import Account, SignIn
from portal.accounts.queries import by_username, senders_of
from portal.accounts.tokens import digest, new_token
from portal.audit.operations import record
from portal.audit.queries import has_done
from portal.errors import RuleBroken
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.presentation.dates import date_text, time_text

FEW = 3
ACT = "account:sign-in"
AGENT_LENGTH = 300


def sign_in(session: Session, *, username: str, password: str, address: str, agent: str, at: datetime) -> str:
    """Check the password and begin a sign-in; return the token for the cookie.

    Raises RuleBroken where the name or the password is wrong (which of them is not told), after too many wrong
    passwords, and for an account that has been disabled. The failure it counts must be committed all the same.
    """
    name = usernames.normalised(username)
    # Tries on one account wait for each other, so that many at once do not slip past the throttle.
    account = by_username(session, name, lock=True)
    senders = senders_of(session, account.id) if account else ()
    known = any(address == sender for sender, _agent in senders)
    left = throttle.remaining(session, username=name, address=address, at=at, known=known)
    if not left.tries:
        raise RuleBroken(_("Too many wrong tries. Try again in %(minutes)s minutes.", minutes=left.minutes))
    if not passwords.matches(account.password_hash if account else "", password) or account is None:
        throttle.count_failure(session, username=name, address=address, at=at)
        raise RuleBroken(_wrong(left.tries - 1))
    if not account.is_active:
        raise RuleBroken(_("This account has been disabled. Ask the administrator of your unit."))
    if passwords.is_outdated(account.password_hash):
        _hash_anew(session, account, password)
    throttle.forget_failures(session, name, address=address if known else None)
    _tell_of_new_origin(session, account, senders, address=address, agent=agent, at=at)
    return begin(session, account=account, address=address, agent=agent, at=at)


def _wrong(tries: int) -> str:
    wrong = _("The account or the password is wrong.")
    if tries > FEW:
        return wrong
    minutes = throttle.WINDOW.seconds // 60
    if tries:
        rest = _("Tries left before a pause of %(minutes)s minutes: %(tries)s.", tries=tries, minutes=minutes)
    else:
        rest = _("Try again in %(minutes)s minutes.", minutes=minutes)
    return f"{wrong}{rest}"


def _tell_of_new_origin(
    session: Session, account: Account, senders: Iterable[tuple[str, str]], *, address: str, agent: str, at: datetime
) -> None:
    """Tell the owner at once of a sign-in from a device or a network that the portal does not know of this account."""
    here = origins.origin_of(address, agent)
    known = {origins.origin_of(*sender) for sender in senders}
    first = not known and not has_done(session, account.id, ACT)
    if origins.is_new(here, known, first=first):
        moment = f"{date_text(at, year=True)} {time_text(at)}"
        words = messages.signed_in_anew(account.name, moment, here.device, address)
        notify(session, [account], **words, link="/account", at_once=True)


def _hash_anew(session: Session, account: Account, password: str) -> None:
    """Store the hash with today's parameters; no edit, so the version that somebody may be editing stays."""
    fresh = sa.update(Account).where(Account.id == account.id).values(password_hash=passwords.hashed(password))
    session.execute(fresh)


def begin(session: Session, *, account: Account, address: str, agent: str, at: datetime) -> str:
    """Begin a sign-in of somebody whose identity is established; return the token for the cookie."""
    token = new_token()
    session.add(
        SignIn(
            token_sha256=digest(token),
            account_id=account.id,
            created_at=at,
            seen_at=at,
            address=address,
            agent=agent[:AGENT_LENGTH],
        ),
    )
    record(session, itself(account), ACT, f"account:{account.username}")
    return token


def renew(sign_in: SignIn) -> str:
    """Give a sign-in another token and return it: a cookie copied before opens nothing any more."""
    token = new_token()
    sign_in.token_sha256 = digest(token)
    return token


def itself(account: Account) -> Actor:
    """Return the account as the one who acts on itself."""
    return Actor(account_id=account.id, name=account.name, roles=account.roles, unit_id=account.unit_id)


def end(session: Session, *, actor: Actor, sign_in: SignIn, at: datetime) -> None:
    """End one sign-in; ending it twice changes nothing."""
    if sign_in.ended_at is None:
        sign_in.ended_at = at
        record(session, actor, "account:sign-out", f"account:{sign_in.account.username}")


def end_all(session: Session, *, account: Account, at: datetime, but: SignIn | None = None) -> int:
    """End every sign-in of an account, except the one given; return how many were ended."""
    ended = session.execute(
        sa.update(SignIn)
        .where(SignIn.account_id == account.id, SignIn.ended_at.is_(None), SignIn.id != (but.id if but else 0))
        .values(ended_at=at)
        .returning(SignIn.id),
    )
    return len(ended.all())


def end_everywhere(session: Session, *, actor: Actor, account: Account, at: datetime) -> int:
    """Sign an account out on every device, for itself or by an administrator; return how many there were."""
    ended = end_all(session, account=account, at=at)
    record(session, actor, "account:sign-out-everywhere", f"account:{account.username}", sign_ins=ended)
    return ended
