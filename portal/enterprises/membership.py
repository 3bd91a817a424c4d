"""Who acts for an enterprise: members invite others by a mailed link that works once, and may end a membership.

An enterprise that the office itself recorded has no member yet: the coordinator invites the first.
"""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.tokens import digest, new_token
from portal.audit.operations import record
from portal.enterprises import messages
from portal.enterprises.models import Enterprise, Invitation, Membership
from portal.enterprises.operations import refuse_work_account, subject
from portal.enterprises.queries import members_of, memberships, open_invitations
from portal.errors import RuleBroken
from portal.notifications.operations import notify, send_mail
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.settings import current_settings


def invite(session: Session, enterprise: Enterprise, *, actor: Actor, email: str) -> Invitation:
    """Mail an invitation; an earlier one to the same address stops working.

    Raises RuleBroken at ``email`` where a member has that address.
    """
    require(actor, Permission.ENTERPRISE_INVITE, enterprise)
    if any(member.email.lower() == email.lower() for member in members_of(session, enterprise.id) if member.email):
        raise RuleBroken(_("The person with this address is a member already."), "email")
    now, settings, token = clock.now(), current_settings(), new_token()
    for earlier in open_invitations(session, enterprise.id, at=now):
        if earlier.email.lower() == email.lower():
            earlier.revoked_at = now
    invitation = Invitation(
        token_sha256=digest(token),
        enterprise=enterprise,
        email=email,
        invited_by=session.get_one(Account, actor.account_id),
        at=now,
        expires_at=now + timedelta(days=settings.invitation_days),
    )
    session.add(invitation)
    record(session, actor, "enterprise:invite", subject(enterprise))
    subject_line, body = messages.invited(invitation, f"{settings.base_url}/invitations/{token}")
    send_mail(session, address=email, subject=subject_line, body=body)
    return invitation


def revoke(session: Session, enterprise: Enterprise, invitation: Invitation, *, actor: Actor) -> None:
    """Let an invitation that nobody has accepted stop working; doing so twice changes nothing."""
    require(actor, Permission.ENTERPRISE_INVITE, enterprise)
    if is_open(invitation, at=clock.now()):
        invitation.revoked_at = clock.now()
        record(session, actor, "enterprise:revoke-invitation", subject(enterprise))


def is_open(invitation: Invitation, *, at: datetime) -> bool:
    """Tell whether an invitation still works: neither accepted nor revoked nor expired."""
    return invitation.accepted_at is None and invitation.revoked_at is None and at < invitation.expires_at


def accept(session: Session, invitation: Invitation, *, account: Account) -> None:
    """Make a person a member; the other members are told.

    Raises RuleBroken where the invitation no longer works and for somebody who works for the office. Whoever is a
    member already stays one.
    """
    now, enterprise = clock.now(), invitation.enterprise
    if not is_open(invitation, at=now):
        raise RuleBroken(_("This invitation no longer works. Ask for a new one."))
    refuse_work_account(account)
    others = members_of(session, enterprise.id)
    invitation.accepted_at = now
    if account in others:
        return
    session.add(Membership(enterprise=enterprise, account=account, began_at=now))
    actor = Actor(account.id, account.name)
    record(session, actor, "enterprise:join", subject(enterprise))
    subject_line, body = messages.joined(enterprise, account.name)
    notify(session, others, subject=subject_line, body=body, link=f"/enterprises/{enterprise.id}/members", at_once=True)


def end_membership(session: Session, membership: Membership, *, actor: Actor) -> None:
    """Let a person act for the enterprise no longer; what they did stays in the record.

    Raises RuleBroken for the last member: somebody must be there to be answered.
    """
    enterprise = membership.enterprise
    require(actor, Permission.ENTERPRISE_INVITE, enterprise)
    # Two members who end each other at the same moment must wait for each other.
    session.refresh(enterprise, with_for_update={"of": Enterprise})
    if len(memberships(session, enterprise.id)) == 1:
        raise RuleBroken(_("The last member cannot leave. Invite somebody else first."))
    membership.ended_at = clock.now()
    record(session, actor, "enterprise:end-membership", subject(enterprise), person=membership.account.name)
    subject_line, body = messages.ended(enterprise, actor.name)
    people = [membership.account] if membership.account_id != actor.account_id else []
    notify(session, people, subject=subject_line, body=body, at_once=True)
