"""The table of what supervision has done."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.cases.models import Case
from portal.database import Model
from portal.letters.models import Letter
from portal.vocabulary import Rung


class SupervisionStep(Model):
    """A step taken on a case, once a promise: a promise begins with the clock and ends when its days are changed.

    ``due_on`` is the day on which it was due, ``caught_up`` that it was noted only when a higher one was due too, so
    that nobody was told of it. ``told`` holds names. ``note`` says why no letter was drafted, or what was asked for.
    ``actor_id`` names who ordered or requested it; the ladder's own steps have none.
    """

    __tablename__ = "supervision_step"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "clock_started_at", "promised_days", "rung", name="uq_supervision_step_once"),
    )

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"))
    clock_started_at: Mapped[datetime]
    promised_days: Mapped[int]
    rung: Mapped[Rung] = mapped_column(index=True)
    due_on: Mapped[date]
    taken_at: Mapped[datetime]
    caught_up: Mapped[bool] = mapped_column(default=False)
    told: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    letter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("letter.id"))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(sa.String(80), default="")

    case: Mapped[Case] = relationship()
    letter: Mapped[Letter | None] = relationship(lazy="joined")
