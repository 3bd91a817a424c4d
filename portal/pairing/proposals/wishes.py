"""What enterprises wish of those who stand by them."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.enterprises.models import Enterprise
from portal.pairing.proposals.models import Wish
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission


def of(session: Session, enterprise_id: int) -> Wish | None:
    """Return what an enterprise wishes; None where nothing was ever said."""
    return session.scalars(sa.select(Wish).where(Wish.enterprise_id == enterprise_id)).one_or_none()


def save(session: Session, enterprise: Enterprise, *, actor: Actor, languages: str, fields: str) -> Wish:
    """Write what an enterprise wishes in place of what was there."""
    require(actor, Permission.ENTERPRISE_EDIT, enterprise)
    wish = of(session, enterprise.id) or Wish(enterprise_id=enterprise.id)
    wish.languages, wish.fields = languages, fields
    wish.set_at, wish.set_by_name = clock.now(), actor.name
    session.add(wish)
    session.flush()
    record(session, actor, "pairing:wish", f"enterprise:{enterprise.id}", languages=languages, fields=fields)
    return wish
