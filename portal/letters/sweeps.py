"""Forgetting bytes that no letter knows, as a sign-off that was rolled back leaves them; the worker runs it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.attachments.storage import Storage
from portal.letters.models import Letter
from portal.letters.operations import KEPT_AS

PATIENCE = timedelta(days=1)  # a signature on its way may still commit


def forget_orphans(session: Session, store: Storage, *, at: datetime) -> int:
    """Delete bytes of letters older than a day that no letter names; return how many."""
    orphans = 0
    for keys in store.keys_before(KEPT_AS, at - PATIENCE):
        known = set(session.scalars(sa.select(Letter.pdf_key).where(Letter.pdf_key.in_(keys))))
        for key in set(keys) - known:
            store.delete(key)
            orphans += 1
    return orphans
