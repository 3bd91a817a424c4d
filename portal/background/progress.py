"""How far the work is: told in short transactions of its own, so that the asker's page sees it while it runs."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.background.models import BackgroundTask
from portal.database import apart
from portal.vocabulary import TaskState

LEASE = timedelta(minutes=5)  # a worker that has said nothing for so long is taken for dead
SELDOM = timedelta(seconds=1)  # between two writes of progress
NOTE_LENGTH = 200


class Cancelled(Exception):
    """The asker has cancelled; the maker lets this pass, and the worker tidies up."""


class Lost(Exception):
    """The lease has run out and another worker has the task."""


@dataclass
class Progress:
    """The progress of one attempt; ``scratch`` is an empty folder that goes when the attempt has ended.

    ``piece`` is the maker's own session where it writes: each report commits it.
    """

    task_id: int
    attempt: int
    scratch: Path
    piece: Session | None = None

    def __post_init__(self) -> None:
        """Let the first report be told at once."""
        self._told = clock.now() - SELDOM

    def report(self, done: int, total: int, note: str = "") -> None:
        """Say how much of how much is done; told at most once a second, and always at the end.

        Raises Cancelled when the asker has pressed cancel. A maker that writes has its work so far committed.
        """
        if self.piece is not None:
            self.piece.commit()
        if clock.now() - self._told < SELDOM and done < total:
            return
        self._told = clock.now()
        values = {"done": done, "total": total, "note": note[:NOTE_LENGTH], "lease_until": self._told + LEASE}
        told = held(self.task_id, self.attempt).values(**values).returning(BackgroundTask.cancel_asked)
        with apart() as session:
            asked = session.scalar(told)
        if asked is None:
            raise Lost
        if asked:
            raise Cancelled


def held(task_id: int, attempt: int) -> sa.Update:
    """Return an update of a task that touches it only while this attempt has it."""
    return sa.update(BackgroundTask).where(
        BackgroundTask.id == task_id,
        BackgroundTask.attempts == attempt,
        BackgroundTask.state == TaskState.RUNNING,
    )
