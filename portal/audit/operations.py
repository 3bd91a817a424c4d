"""Adding to the trail, in the same transaction as the act itself."""

from flask import has_request_context, request
from sqlalchemy.orm import Session

from portal import clock
from portal.audit import chain
from portal.audit.models import AuditEvent
from portal.database import SAFE_METHODS, apart
from portal.permissions.actor import Actor


def record(session: Session, actor: Actor, act: str, subject: str, **detail: str | int | bool | None) -> None:
    """Add one act to the trail. ``detail`` says what a later reader needs, never what somebody wrote in confidence."""
    address = (request.remote_addr or "") if has_request_context() else ""
    chain.add(
        session,
        AuditEvent(
            at=clock.now(),
            actor_id=actor.account_id,
            actor_name=actor.name,
            act=act,
            subject=subject,
            address=address,
            detail=detail,
        ),
    )


def record_view(
    session: Session, actor: Actor, subject: str, act: str = "case:view", /, **detail: str | int | bool | None
) -> None:
    """Add to the trail that somebody looked at something confidential, or took it out of the portal.

    A request that only reads commits nothing of its own, so the entry is a transaction of its own, made before the
    answer is sent: where it cannot be written, nothing is shown. To be called before anything else is written.
    """
    if has_request_context() and request.method in SAFE_METHODS:
        with apart() as own:
            record(own, actor, act, subject, **detail)
    else:
        record(session, actor, act, subject, **detail)
