"""Forgetting bytes that no row knows, as a refused form leaves them; the worker runs it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.attachments.models import Attachment
from portal.attachments.operations import KIND
from portal.attachments.storage import Storage

PATIENCE = timedelta(days=1)  # a form on its way may still commit


def forget_orphans(session: Session, store: Storage, *, at: datetime) -> int:
    """Delete bytes older than a day that belong to no attachment; return how many."""
    orphans = 0
    for keys in store.keys_before(KIND, at - PATIENCE):
        known = set(session.scalars(sa.select(Attachment.key).where(Attachment.key.in_(keys))))
        for key in keys:
            if key not in known:
                store.delete(key)
                orphans += 1
    return orphans
