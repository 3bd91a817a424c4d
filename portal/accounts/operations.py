"""The acts on accounts: opening one, keeping one's own, and what an administrator may do to another's."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts import messages, passwords, usernames
from portal.accounts.links import end_links
from portal.accounts.models import Account, SignIn
from portal.accounts.queries import by_username
from portal.accounts.signing_in import end_all, itself
from portal.audit.operations import record
from portal.errors import RuleBroken, StaleEdit
from portal.notifications.operations import notify, send_mail
from portal.permissions.actor import Actor


@dataclass(frozen=True)
class Contact:
    """What people say of themselves; ``languages`` are those that staff speak besides Mandarin."""

    name: str
    telephone: str = ""
    email: str = ""
    languages: str = ""


def subject_of(account: Account) -> str:
    """Return how the audit trail names an account."""
    return f"account:{account.username}"


def proper_username(username: str) -> str:
    """Return the name as it is stored; raise RuleBroken at ``username`` where it cannot be one."""
    name = usernames.normalised(username)
    if not usernames.is_proper(name):
        raise RuleBroken(
            _("Use a mobile number, or 3 to 60 letters and digits; dots and hyphens may stand within."),
            "username",
        )
    return name


def add(session: Session, account: Account) -> None:
    """Store a new account; raise RuleBroken at ``username`` where somebody has that name already."""
    taken = RuleBroken(_("There is an account with this name already. Choose another, or sign in."), "username")
    if by_username(session, account.username):
        raise taken
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:  # somebody else was faster by a moment
        raise taken from None


def open_account(session: Session, *, username: str, password: str, contact: Contact, at: datetime) -> Account:
    """Open an account for somebody who registers without staff roles, such as a member of an enterprise.

    Raises RuleBroken at ``username`` or ``password``.
    """
    name = proper_username(username)
    weakness = passwords.weakness(password, name)
    if weakness:
        raise RuleBroken(weakness, "password")
    account = Account(
        username=name,
        name=contact.name,
        telephone=contact.telephone,
        email=contact.email,
        password_hash=passwords.hashed(password),
        created_at=at,
    )
    add(session, account)
    record(session, itself(account), "account:open", subject_of(account))
    return account


def change_contact(
    session: Session, *, actor: Actor, account: Account, contact: Contact, version: int, password: str = ""
) -> None:
    """Change one's own name, telephone, mail address and languages.

    Raises RuleBroken at ``password_now`` where the mail address changes without the present password: whoever finds
    a device on which somebody is signed in could else have a link for a new password sent to themselves.
    """
    if version != account.version:
        raise StaleEdit(
            account.name,
            ((_("Name"), account.name), (_("Telephone"), account.telephone), (_("E-mail"), account.email)),
            account.version,
        )
    before = account.email
    if is_another(before, contact.email):
        require_password(account, password)
    account.name, account.telephone, account.email = contact.name, contact.telephone, contact.email
    account.languages = contact.languages
    record(session, actor, "account:change-contact", subject_of(account))
    leave_address(session, account, before)


def is_another(before: str, after: str) -> bool:
    """Tell whether two mail addresses differ, whatever the case of their letters."""
    return before.lower() != after.lower()


def require_password(account: Account, password: str) -> None:
    """Raise RuleBroken at ``password_now`` unless this is the account's password."""
    if not password:
        raise RuleBroken(_("Enter your present password."), "password_now")
    if not passwords.matches(account.password_hash, password):
        raise RuleBroken(_("This is not your present password."), "password_now")


def leave_address(session: Session, account: Account, before: str) -> None:
    """Part from the mail address ``before`` where the account has another now: its links end, and it is told so."""
    if not is_another(before, account.email):
        return
    end_links(session, account, at=clock.now())
    if before:
        send_mail(session, address=before, **messages.address_changed(account.name))


def change_password(
    session: Session,
    *,
    actor: Actor,
    account: Account,
    current: str,
    new: str,
    keep: SignIn | None,
) -> None:
    """Change one's own password; every other sign-in ends, and every link that would set one.

    Raises RuleBroken at ``password_now`` for a wrong present password, at ``password_new`` for a weak new one.
    """
    require_password(account, current)
    store_password(account, new, field="password_new")
    now = clock.now()
    end_all(session, account=account, at=now, but=keep)
    end_links(session, account, at=now)
    record(session, actor, "account:change-password", subject_of(account))
    notify(session, [account], **messages.password_changed(account.name), at_once=True)


def store_password(account: Account, password: str, *, field: str) -> None:
    """Give the account a new password; raise RuleBroken at ``field`` where it is weak."""
    weakness = passwords.weakness(password, account.username)
    if weakness:
        raise RuleBroken(weakness, field)
    account.password_hash = passwords.hashed(password)
