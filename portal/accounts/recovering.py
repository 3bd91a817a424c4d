"""A lost password: a mailed link that sets a new one, once and for a short time."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.accounts import messages, throttle, usernames
from portal.accounts.links import by_token, count_open, end_links, make_link
from portal.accounts.models import Account
from portal.accounts.operations import store_password, subject_of
from portal.accounts.queries import by_email, by_username
from portal.accounts.signing_in import end_all, itself
from portal.audit.operations import record
from portal.notifications.operations import notify, send_mail

OPEN_LINKS = 3  # an account; more requests within the time are answered alike and send nothing


def request_link(session: Session, *, who: str, base_url: str, minutes: int, at: datetime) -> None:
    """Mail a link to every active account with this name or mail address.

    The caller learns nothing: not whether there is such an account, nor whether it has an address.
    """
    named = by_username(session, usernames.normalised(who))
    found = {account.id: account for account in [*by_email(session, who.strip()), *([named] if named else [])]}
    for account in found.values():
        if account.is_active and account.email and count_open(session, account, at=at) < OPEN_LINKS:
            path = make_link(session, account=account, expires_at=at + timedelta(minutes=minutes))
            url = f"{base_url}{path}"
            send_mail(session, address=account.email, **messages.reset_link(account.name, url, minutes))
            record(session, itself(account), "account:request-link", subject_of(account))


def set_password(session: Session, *, token: str, password: str, at: datetime) -> Account:
    """Set the password by a link; the account's other links and all its sign-ins end.

    Raises NotFound for a link that no longer works and RuleBroken at ``password_new`` for a weak one.
    """
    account = by_token(session, token, at=at).account
    store_password(account, password, field="password_new")
    end_links(session, account, at=at)
    end_all(session, account=account, at=at)
    throttle.forget_failures(session, account.username)
    record(session, itself(account), "account:set-password", subject_of(account))
    notify(session, [account], **messages.password_changed(account.name), at_once=True)
    return account
