"""A lost password: a mailed link that sets a new one, once and for a short time."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts import messages, throttle, usernames
from portal.accounts.models import Account, PasswordReset
from portal.accounts.operations import store_password, subject_of
from portal.accounts.queries import by_email, by_username
from portal.accounts.signing_in import end_all, itself
from portal.accounts.tokens import digest, new_token
from portal.audit.operations import record
from portal.errors import NotFound
from portal.notifications.operations import notify, send_mail

OPEN_LINKS = 3  # an account; more requests within the time are answered alike and send nothing
LINK_PATH = "/set-password/"


def request_link(session: Session, *, who: str, base_url: str, minutes: int, at: datetime) -> None:
    """Mail a link to every active account with this name or mail address.

    The caller learns nothing: not whether there is such an account, nor whether it has an address.
    """
    named = by_username(session, usernames.normalised(who))
    found = {account.id: account for account in [*by_email(session, who.strip()), *([named] if named else [])]}
    for account in found.values():
        if account.is_active and account.email and _open_links(session, account, at) < OPEN_LINKS:
            token = make_link(session, account=account, expires_at=at + timedelta(minutes=minutes))
            url = f"{base_url}{LINK_PATH}{token}"
            send_mail(session, address=account.email, **messages.reset_link(account.name, url, minutes))
            record(session, itself(account), "account:request-link", subject_of(account))


def _open_links(session: Session, account: Account, at: datetime) -> int:
    statement = sa.select(sa.func.count(PasswordReset.id)).where(
        PasswordReset.account_id == account.id,
        PasswordReset.used_at.is_(None),
        PasswordReset.expires_at > at,
    )
    return session.scalars(statement).one()


def make_link(session: Session, *, account: Account, expires_at: datetime) -> str:
    """Return the token of a new link."""
    token = new_token()
    session.add(PasswordReset(token_sha256=digest(token), account_id=account.id, expires_at=expires_at))
    return token


def by_token(session: Session, token: str, *, at: datetime) -> PasswordReset:
    """Return the link that a token names; raise NotFound where it is used, expired or unknown."""
    statement = sa.select(PasswordReset).where(
        PasswordReset.token_sha256 == digest(token),
        PasswordReset.used_at.is_(None),
        PasswordReset.expires_at > at,
    )
    found = session.scalars(statement.with_for_update(of=PasswordReset)).one_or_none()
    if found is None or not found.account.is_active:
        raise NotFound
    return found


def set_password(session: Session, *, token: str, password: str, at: datetime) -> Account:
    """Set the password by a link; the account's other links and all its sign-ins end.

    Raises NotFound for a link that no longer works and RuleBroken at ``password_new`` for a weak one.
    """
    account = by_token(session, token, at=at).account
    store_password(account, password, field="password_new")
    session.execute(
        sa.update(PasswordReset)
        .where(PasswordReset.account_id == account.id, PasswordReset.used_at.is_(None))
        .values(used_at=at),
    )
    end_all(session, account=account, at=at)
    throttle.forget_failures(session, account.username)
    record(session, itself(account), "account:set-password", subject_of(account))
    notify(session, [account], **messages.password_changed(account.name), at_once=True)
    return account
