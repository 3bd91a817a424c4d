"""The tables about conferences (会商): who met on a case, and what was agreed."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Model
from portal.units.models import Unit


class Conference(Model):
    """A meeting of units on a case. ``decisions`` is the text as agreed; what it changed stands in ``consequences``.

    ``consequences`` holds plain values: ``tasks`` (unit, what, due_on), ``unit`` and ``handler`` of a new lead, and
    ``due_on`` of a new limit.
    """

    __tablename__ = "conference"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    agenda: Mapped[str] = mapped_column(sa.String(500))
    on: Mapped[date]
    place: Mapped[str] = mapped_column(sa.String(80), default="")
    called_at: Mapped[datetime]
    called_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    called_by_name: Mapped[str] = mapped_column(sa.String(80))
    minutes: Mapped[str] = mapped_column(sa.Text, default="")
    decisions: Mapped[str] = mapped_column(sa.Text, default="")
    consequences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    concluded_at: Mapped[datetime | None]
    concluded_by_name: Mapped[str] = mapped_column(sa.String(80), default="")

    participants: Mapped[list["Participant"]] = relationship(lazy="selectin", order_by="Participant.id")


class Participant(Model):
    """A unit invited to a conference; ``attended`` is noted in the minutes."""

    __tablename__ = "conference_participant"
    __table_args__ = (sa.UniqueConstraint("conference_id", "unit_id"),)

    conference_id: Mapped[int] = mapped_column(sa.ForeignKey("conference.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    attended: Mapped[bool] = mapped_column(default=False)

    unit: Mapped[Unit] = relationship(lazy="joined")
