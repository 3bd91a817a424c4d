"""The table in which workers claim time slots."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Model


class JobSlot(Model):
    """A job's time slot that some worker has taken; ``slot`` is the local minute as ``2026-10-12T14:05``."""

    __tablename__ = "job_slot"
    __table_args__ = (sa.UniqueConstraint("job", "slot"),)

    job: Mapped[str] = mapped_column(sa.String(40))
    slot: Mapped[str] = mapped_column(sa.String(20))
