"""Asking for long work, and taking it back."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.background.makers import MAKERS
from portal.background.models import BackgroundTask
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.permissions.actor import Actor
from portal.vocabulary import TaskState

MOST_AT_ONCE = 5  # waiting or in hand, for one person
TITLE_LENGTH = 200
WAKE = "wake-worker"  # the application's extension that wakes the worker; without one it looks every minute
OPEN_TASKS = (TaskState.WAITING, TaskState.RUNNING)


def start(session: Session, *, actor: Actor, kind: str, title: str, params: dict[str, Any]) -> BackgroundTask:
    """Put work into the table and wake a worker once this is committed; return the task, its id known.

    ``title`` says to the asker what is being made, ``params`` are plain values for the maker of this kind. Whether the
    actor may have it made, the feature asks before and its maker again. Raises RuleBroken where the person has five
    tasks waiting already.
    """
    if actor.account_id is None or kind not in MAKERS:
        raise NotPermitted
    if _unfinished(session, actor.account_id) >= MOST_AT_ONCE:
        raise RuleBroken(_("Five of your tasks are still running. Wait for one, or cancel one."))
    task = BackgroundTask(
        kind=kind,
        title=title[:TITLE_LENGTH],
        params=params,
        owner_id=actor.account_id,
        owner_name=actor.name,
        at=clock.now(),
    )
    session.add(task)
    session.flush()
    record(session, actor, "background:start", f"task:{task.id}", title=task.title)
    wake_after_commit(session)
    return task


def cancel(session: Session, task: BackgroundTask, *, actor: Actor) -> None:
    """Take one's own work back: what waits ends at once, what runs at its next report.

    Raises TransitionNotAllowed where it has ended already.
    """
    if task.owner_id != actor.account_id:
        raise NotPermitted
    ended = {"state": TaskState.CANCELLED, "ended_at": clock.now()}
    if not _change(session, task, TaskState.WAITING, ended) and not _change(
        session, task, TaskState.RUNNING, {"cancel_asked": True}
    ):
        raise TransitionNotAllowed(task.state)
    session.refresh(task)
    record(session, actor, "background:cancel", f"task:{task.id}", title=task.title)


def _change(session: Session, task: BackgroundTask, state: TaskState, values: dict[str, Any]) -> bool:
    """Change a task if it still is in a state: a worker may take it at this moment."""
    same = (BackgroundTask.id == task.id, BackgroundTask.state == state)
    return (
        session.scalar(sa.update(BackgroundTask).where(*same).values(**values).returning(BackgroundTask.id)) is not None
    )


def _unfinished(session: Session, account_id: int) -> int:
    own = (BackgroundTask.owner_id == account_id, BackgroundTask.state.in_(OPEN_TASKS))
    return session.scalar(sa.select(sa.func.count(BackgroundTask.id)).where(*own)) or 0


def wake_after_commit(session: Session) -> None:
    """Wake the worker when what is in this transaction can be seen by it."""
    wake: Callable[[], object] | None = current_app.extensions.get(WAKE)
    if wake is not None:
        sa.event.listen(session, "after_commit", lambda _session: wake(), once=True)
