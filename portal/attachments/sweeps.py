"""Forgetting bytes that no row knows, as a refused form or a letter rolled back leaves them; the worker runs it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.attachments.kept import HELD, Kept
from portal.attachments.storage import Storage
from portal.database import Model

PATIENCE = timedelta(days=1)  # a form or a signature on its way may still commit
Columns = list[sa.Column[Any]]


def holders(tables: Iterable[sa.Table]) -> Mapping[Kept, Columns]:
    """Return the columns that hold keys, by kind."""
    found: dict[Kept, Columns] = defaultdict(list)
    for table in tables:
        for column in table.columns:
            if HELD in column.info:
                found[column.info[HELD]].append(column)
    return dict(found)


def forget_orphans(session: Session, store: Storage, *, at: datetime) -> int:
    """Delete bytes older than a day, of whatever kind, that no row names; return how many.

    Raises KeyError rather than forget a kind of which no column is known.
    """
    known = holders(Model.metadata.sorted_tables)
    return sum(
        _forget(session, store, keys, known[kind]) for kind in Kept for keys in store.keys_before(kind, at - PATIENCE)
    )


def _forget(session: Session, store: Storage, keys: list[str], columns: Columns) -> int:
    named = {key for column in columns for key in session.scalars(sa.select(column).where(column.in_(keys)))}
    orphans = set(keys) - named
    for key in orphans:
        store.delete(key)
    return len(orphans)
