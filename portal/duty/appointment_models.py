"""The tables of appointments: times that somebody of the office offers, and the enterprises that take them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.cases.models import Case
from portal.database import Model, Versioned
from portal.enterprises.models import Enterprise
from portal.vocabulary import MeetingWay


class OfferedTime(Model):
    """A span of time that a lawyer or cadre keeps free for enterprises; ``withdrawn_at`` takes it back."""

    __tablename__ = "offered_time"
    __table_args__ = (sa.UniqueConstraint("host_id", "starts_at"),)

    host_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    way: Mapped[MeetingWay]
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    offered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    host: Mapped[Account] = relationship(lazy="joined")


class Appointment(Versioned, Model):
    """An enterprise's appointment. One that stands has no ``cancelled_at``; a time has one such at most (unique index).

    ``sequence`` counts changes, as iCalendar wants it (RFC 5545, 3.8.7.4).
    """

    __tablename__ = "appointment"
    __table_args__ = (
        sa.Index(
            "uq_appointment_standing",
            "time_id",
            unique=True,
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        ),
    )

    time_id: Mapped[int] = mapped_column(sa.ForeignKey("offered_time.id"))
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case.id"), index=True)
    topic: Mapped[str] = mapped_column(sa.String(200))
    contact_name: Mapped[str] = mapped_column(sa.String(80))
    contact_telephone: Mapped[str] = mapped_column(sa.String(30))
    booked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    booked_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None]
    cancelled_by_name: Mapped[str] = mapped_column(sa.String(80), default="")
    cancel_reason: Mapped[str] = mapped_column(sa.String(300), default="")
    reminded_at: Mapped[datetime | None]

    time: Mapped[OfferedTime] = relationship(lazy="joined")
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    case: Mapped[Case | None] = relationship()
    booked_by: Mapped[Account] = relationship(lazy="joined")

    @property
    def host_id(self) -> int:
        """Whose time it is, as permissions ask."""
        return self.time.host_id
