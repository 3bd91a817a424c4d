"""The table of long work: waiting, in hand and done."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.attachments.kept import Kept, holds
from portal.database import Model
from portal.vocabulary import TaskState


class BackgroundTask(Model):
    """One piece of long work for one person.

    ``params`` are plain values by which its maker finds what to do; ``result`` among them is the address of the page on
    which its asker sees what has become of it, where no file is made. ``attempts`` counts how often a worker has begun;
    whoever holds the newest number until ``lease_until`` has the work. ``reason`` is a sentence for the asker.
    """

    __tablename__ = "background_task"

    kind: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(200))
    params: Mapped[dict[str, Any]]
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    owner_name: Mapped[str] = mapped_column(sa.String(80))
    state: Mapped[TaskState] = mapped_column(default=TaskState.WAITING, index=True)
    at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    product_key: Mapped[str | None] = mapped_column(sa.String(80), info=holds(Kept.PRODUCT))
    product_name: Mapped[str] = mapped_column(sa.String(200), default="")
    product_type: Mapped[str] = mapped_column(sa.String(100), default="")
    product_size: Mapped[int] = mapped_column(default=0)

    @property
    def percent(self) -> int:
        """How much is done, in whole percent; 0 while nobody knows how much there is."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.ended_at is not None
