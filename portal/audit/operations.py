"""Adding to the trail, in the same transaction as the act itself."""

from flask import has_request_context, request
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.models import AuditEvent
from portal.permissions.actor import Actor


def record(session: Session, actor: Actor, act: str, subject: str, **detail: str | int | bool | None) -> None:
    """Add one act to the trail. ``detail`` says what a later reader needs, never what somebody wrote in confidence."""
    address = (request.remote_addr or "") if has_request_context() else ""
    session.add(
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
