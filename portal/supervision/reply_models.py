"""The tables of what is replied to a step of supervision, and of units that hand cases back too often."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Model
from portal.supervision.models import SupervisionStep
from portal.units.models import Unit
from portal.vocabulary import ReplyRuling


class StepReply(Model):
    """What the handling unit replied to a step, and what a supervisor ruled; after a redo it replies again."""

    __tablename__ = "supervision_reply"

    step_id: Mapped[int] = mapped_column(sa.ForeignKey("supervision_step.id"), index=True)
    at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    author_name: Mapped[str] = mapped_column(sa.String(80))
    text: Mapped[str] = mapped_column(sa.Text)
    done_by: Mapped[date | None]
    ruling: Mapped[ReplyRuling | None]
    ruled_at: Mapped[datetime | None]
    ruled_by_name: Mapped[str] = mapped_column(sa.String(80), default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    step: Mapped[SupervisionStep] = relationship(lazy="joined")


class UnitEscalation(Model):
    """A unit that handed back three cases in a month, reported once for the month (its first day)."""

    __tablename__ = "supervision_unit_escalation"
    __table_args__ = (sa.UniqueConstraint("unit_id", "month"),)

    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    month: Mapped[date]
    hand_backs: Mapped[int]
    taken_at: Mapped[datetime]
    told: Mapped[list[str]] = mapped_column(default=list)

    unit: Mapped[Unit] = relationship(lazy="joined")
