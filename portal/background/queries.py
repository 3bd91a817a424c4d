"""Reading one's own long work; nobody reads another's."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.background.models import BackgroundTask
from portal.errors import NotFound
from portal.permissions.actor import Actor


def own_task(session: Session, actor: Actor, task_id: int) -> BackgroundTask:
    """Return a task of this person; raise NotFound for anybody else's."""
    found = session.get(BackgroundTask, task_id)
    if found is None or found.owner_id != actor.account_id:
        raise NotFound
    return found


def total(session: Session, actor: Actor) -> int:
    """Return how many tasks a person has."""
    statement = sa.select(sa.func.count(BackgroundTask.id)).where(BackgroundTask.owner_id == actor.account_id)
    return session.scalar(statement) or 0


def own_tasks(session: Session, actor: Actor, *, limit: int, offset: int) -> Sequence[BackgroundTask]:
    """Return a page of a person's tasks, newest first."""
    statement = sa.select(BackgroundTask).where(BackgroundTask.owner_id == actor.account_id)
    return session.scalars(statement.order_by(BackgroundTask.id.desc()).limit(limit).offset(offset)).all()
