"""What an administrator does to accounts."""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.accounts import messages, signing_in
from portal.accounts.links import end_links, make_link
from portal.accounts.models import Account, RoleAssignment
from portal.accounts.operations import add, leave_address, proper_username, subject_of
from portal.administration.queries import active_admins
from portal.audit.operations import record
from portal.errors import RuleBroken, StaleEdit
from portal.notifications.operations import send_mail
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.units.queries import by_id
from portal.vocabulary import STAFF_ROLES, Role


@dataclass(frozen=True)
class PersonFacts:
    """What an administrator writes about a person."""

    name: str
    roles: frozenset[Role] = frozenset()
    unit_id: int | None = None
    title: str = ""
    telephone: str = ""
    email: str = ""
    licence: str = ""
    specialities: str = ""
    languages: str = ""
    capacity: int = 30


def create_account(session: Session, *, actor: Actor, username: str, facts: PersonFacts) -> Account:
    """Open an account without a password; a link sets it. Raises RuleBroken at ``username`` or ``unit_id``."""
    require(actor, Permission.ACCOUNT_MANAGE)
    account = Account(username=proper_username(username), created_at=clock.now(), role_assignments=[])
    _write(session, account, facts)
    add(session, account)
    record(session, actor, "account:create", subject_of(account), name=facts.name, roles=_names(facts.roles))
    return account


def edit_account(session: Session, *, actor: Actor, account: Account, facts: PersonFacts, version: int) -> None:
    """Change what is known of a person and what the person may do, from the next page on.

    Raises StaleEdit when somebody saved meanwhile, RuleBroken at ``roles`` where no administrator would be left.
    """
    require(actor, Permission.ACCOUNT_MANAGE)
    if version != account.version:
        theirs = ((_("Name"), account.name), (_("Office"), account.title), (_("Roles"), _labels(account.roles)))
        raise StaleEdit(theirs=theirs, version=account.version)
    if Role.ADMIN in account.roles and Role.ADMIN not in facts.roles:
        _keep_an_admin(session, account, "roles")
    before, address = account.roles, account.email
    _write(session, account, facts)
    leave_address(session, account, address)
    flag_modified(account, "name")  # roles are rows of their own; the account's version counts them too
    session.flush()
    roles = {"roles": _names(facts.roles), "before": _names(before)} if before != facts.roles else {}
    record(session, actor, "account:edit", subject_of(account), **roles)


def disable_account(session: Session, *, actor: Actor, account: Account) -> None:
    """Keep a person out, at once and on every device; what they did stays on the record.

    Raises RuleBroken for one's own account and for the last administrator.
    """
    require(actor, Permission.ACCOUNT_MANAGE)
    if account.id == actor.account_id:
        raise RuleBroken(_("You cannot disable your own account. Another administrator can."))
    if account.disabled_at:
        return
    if Role.ADMIN in account.roles:
        _keep_an_admin(session, account, None)
    now = clock.now()
    account.disabled_at = now
    signing_in.end_all(session, account=account, at=now)
    record(session, actor, "account:disable", subject_of(account))


def enable_account(session: Session, *, actor: Actor, account: Account) -> None:
    """Let a person in again, with the password they had."""
    require(actor, Permission.ACCOUNT_MANAGE)
    if account.disabled_at:
        account.disabled_at = None
        record(session, actor, "account:enable", subject_of(account))


def send_first_link(session: Session, *, actor: Actor, account: Account) -> str | None:
    """Make a link with which the person sets a password; it is mailed, or returned to be handed over.

    Earlier ones end: a new one is often asked for because the first went astray. The administrator never knows a
    password. Raises RuleBroken for a disabled account.
    """
    require(actor, Permission.ACCOUNT_MANAGE)
    if account.disabled_at:
        raise RuleBroken(_("The account is disabled. Enable it first."))
    settings = current_app.extensions["settings"]
    now, days = clock.now(), settings.invitation_days
    end_links(session, account, at=now)
    url = f"{settings.base_url}{make_link(session, account=account, expires_at=now + timedelta(days=days))}"
    record(session, actor, "account:send-link", subject_of(account), mailed=bool(account.email))
    if not account.email:
        return url
    words = messages.first_link(account.name, account.username, url, days)
    send_mail(session, address=account.email, **words)
    return None


def end_sign_ins(session: Session, *, actor: Actor, account: Account) -> int:
    """Sign a person out everywhere; return how many devices there were."""
    require(actor, Permission.ACCOUNT_MANAGE)
    return signing_in.end_everywhere(session, actor=actor, account=account, at=clock.now())


def _keep_an_admin(session: Session, account: Account, field: str | None) -> None:
    """Raise RuleBroken where the account is the last administrator; the rows stay locked until the end."""
    if all(admin_id == account.id for admin_id in active_admins(session, lock=True)):
        raise RuleBroken(_("This is the last administrator. Make somebody else one first."), field)


def _write(session: Session, account: Account, facts: PersonFacts) -> None:
    account.name, account.title = facts.name, facts.title
    account.telephone, account.email = facts.telephone, facts.email
    account.licence, account.capacity = facts.licence, facts.capacity
    account.specialities, account.languages = facts.specialities, facts.languages
    account.unit = by_id(session, facts.unit_id) if facts.unit_id else None
    kept = [assignment for assignment in account.role_assignments if assignment.role in facts.roles]
    fresh = [role for role in STAFF_ROLES if role in facts.roles - account.roles]
    account.role_assignments = [*kept, *(RoleAssignment(role=role) for role in fresh)]


def _names(roles: frozenset[Role]) -> str:
    return " ".join(role.value for role in STAFF_ROLES if role in roles)


def _labels(roles: frozenset[Role]) -> str:
    return "、".join(str(role.label) for role in STAFF_ROLES if role in roles)
