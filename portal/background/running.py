"""What the worker does: it takes work that waits, does it, puts the product away and tells whoever asked.

Nothing here holds a transaction while the work is done: on SQLite that would keep everybody else from writing.
"""

import logging
import tempfile
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.kept import Kept
from portal.attachments.storage import storage
from portal.background import messages
from portal.background.makers import MAKERS, Maker, Product
from portal.background.models import BackgroundTask
from portal.background.progress import LEASE, Cancelled, Lost, Progress, held
from portal.background.sweeps import DAYS_KEPT
from portal.database import READING, db
from portal.errors import NotFound, NotPermitted, PortalError, RuleBroken
from portal.notifications.operations import notify
from portal.vocabulary import TaskState

log = logging.getLogger(__name__)
AT_ONCE = 2  # in one worker process, whose other threads do what is due by the clock
ATTEMPTS = 2
_room = threading.BoundedSemaphore(AT_ONCE)


@dataclass
class Asker:
    """Whom to tell, in the portal alone: a mail for every file would be a nuisance."""

    id: int
    email: str = ""


@dataclass(frozen=True)
class Ending:
    """How an attempt ended: ``reason`` is for the asker, ``key`` names the product's bytes in the store."""

    state: TaskState
    reason: str = ""
    product: Product | None = None
    key: str | None = None
    size: int = 0


def work_off(session: Session) -> int:
    """Do what waits until nothing does, unless this process has its hands full; return how many it did. Commits."""
    if not _room.acquire(blocking=False):
        return 0
    ended = 0
    try:
        while (task := claim(session, at=clock.now())) is not None:
            perform(session, task)
            ended += 1
    finally:
        _room.release()
    return ended


def claim(session: Session, *, at: datetime) -> BackgroundTask | None:
    """Take the oldest task that waits, or whose worker has said nothing for the length of its lease. Commits.

    One statement takes it, so that of two workers one gets it; on PostgreSQL neither waits for the other.
    """
    lapsed = (BackgroundTask.state == TaskState.RUNNING) & (BackgroundTask.lease_until < at)
    free = (BackgroundTask.state == TaskState.WAITING) | lapsed
    oldest = sa.select(BackgroundTask.id).where(free).order_by(BackgroundTask.id).limit(1)
    taken = session.scalar(
        sa.update(BackgroundTask)
        .where(BackgroundTask.id == oldest.with_for_update(skip_locked=True).scalar_subquery())
        .values(
            state=TaskState.RUNNING,
            attempts=BackgroundTask.attempts + 1,
            started_at=sa.func.coalesce(BackgroundTask.started_at, at),
            lease_until=at + LEASE,
        )
        .returning(BackgroundTask.id)
        .execution_options(synchronize_session=False),
    )
    session.commit()
    return session.get(BackgroundTask, taken, populate_existing=True) if taken else None


def perform(session: Session, task: BackgroundTask) -> None:
    """Do a claimed task and write down how it ended; a defect is logged and said in a sentence. Commits."""
    session.commit()
    try:
        ending = _carry_out(task)
    except Lost:
        log.warning("background task %s was taken over", task.id)
        return
    except Cancelled:
        ending = Ending(TaskState.CANCELLED)
    except PortalError as refused:
        ending = Ending(TaskState.FAILED, _sentence(refused))
    except Exception:
        log.exception("background task %s (%s) failed", task.id, task.kind)
        words = _("Something went wrong while it was made. It has been reported; try again later.")
        ending = Ending(TaskState.FAILED, words)
    _finish(session, task, ending)


def _carry_out(task: BackgroundTask) -> Ending:
    maker = _maker_of(task)
    with tempfile.TemporaryDirectory(prefix="portal-") as scratch:
        product = _make(maker, task, Path(scratch))
        if product is None:
            return Ending(TaskState.DONE)
        return Ending(TaskState.DONE, "", product, storage().put(Kept.PRODUCT, product.content), product.size)


def _maker_of(task: BackgroundTask) -> Maker:
    """Return who does the work; raise RuleBroken where it is not to be begun (again)."""
    maker = MAKERS.get(task.kind)
    if maker is None:
        raise LookupError(task.kind)
    if task.cancel_asked:
        raise Cancelled
    if maker.writes and task.attempts > 1:
        raise RuleBroken(_("It was broken off in the middle. See what has been done so far before you start it again."))
    if task.attempts > ATTEMPTS:
        raise RuleBroken(_("It was broken off twice. Choose less at once, or ask the administrator."))
    return maker


def _make(maker: Maker, task: BackgroundTask, scratch: Path) -> Product | None:
    with db.sessionmaker() as session:
        if not maker.writes:
            session.connection(execution_options=READING)
        piece = session if maker.writes else None
        product = maker.make(session, task, Progress(task.id, task.attempts, scratch, piece))
        session.commit()
        return product


def _sentence(refused: PortalError) -> str:
    match refused:
        case RuleBroken():
            return refused.message
        case NotPermitted() | NotFound():
            return _("You may no longer see what was asked for.")
    return _("It is no longer as it was when you asked. Look at it again.")


def _finish(session: Session, task: BackgroundTask, ending: Ending) -> None:
    """Write the end down and tell the asker, unless the task has been taken over meanwhile."""
    values: dict[str, object] = {"state": ending.state, "reason": ending.reason, "ended_at": clock.now()}
    if ending.state is TaskState.DONE:
        values["done"] = BackgroundTask.total
    if (product := ending.product) is not None:
        values |= {"product_name": product.name, "product_type": product.media_type, "product_size": ending.size}
        values["product_key"] = ending.key
    ended = held(task.id, task.attempts).values(**values).returning(BackgroundTask.id)
    if session.scalar(ended.execution_options(synchronize_session=False)) is None:
        session.rollback()
        if ending.key:
            storage().delete(ending.key)
        return
    session.refresh(task)
    if ending.state is not TaskState.CANCELLED:
        subject, body = messages.ended(task, DAYS_KEPT)
        notify(session, [Asker(task.owner_id)], subject=subject, body=body, link=f"/background/{task.id}")
    session.commit()
