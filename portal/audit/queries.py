"""Reading the trail."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.audit.models import AuditEvent


def last_name(session: Session, subject: str) -> str:
    """Return the name of who last did something to a thing; empty where nobody has."""
    statement = sa.select(AuditEvent.actor_name).where(AuditEvent.subject == subject)
    return session.scalars(statement.order_by(AuditEvent.id.desc()).limit(1)).first() or ""
