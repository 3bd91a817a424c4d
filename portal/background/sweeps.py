"""Forgetting what long work has made: a product after a week, the task itself after three months."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.attachments.kept import Kept
from portal.attachments.storage import Storage
from portal.background.models import BackgroundTask

DAYS_KEPT = 7
TASK_KEPT = timedelta(days=90)
PATIENCE = timedelta(days=1)  # a product on its way may still be written down


def forget_products(session: Session, store: Storage, *, at: datetime) -> int:
    """Delete products older than a week, those that no task knows, and old tasks; return how many products went."""
    old = BackgroundTask.ended_at < at - timedelta(days=DAYS_KEPT)
    session.execute(sa.update(BackgroundTask).where(old).values(product_key=None))
    session.execute(sa.delete(BackgroundTask).where(BackgroundTask.ended_at < at - TASK_KEPT))
    forgotten = 0
    for keys in store.keys_before(Kept.PRODUCT, at - PATIENCE):
        known = set(session.scalars(sa.select(BackgroundTask.product_key).where(BackgroundTask.product_key.in_(keys))))
        for key in keys:
            if key not in known:
                store.delete(key)
                forgotten += 1
    return forgotten
