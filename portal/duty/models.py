"""The tables of the roster: lines, and who has which turn of which day."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.database import Model, Versioned


class DutyLine(Versioned, Model):
    """A telephone that is answered: the 24-hour legal line, the reopening line.

    ``turns`` are the shifts of a day as an officer writes them, ``夜班 17:30-08:30`` (see :mod:`portal.duty.turns`);
    a line that rests ``on_days_off`` False has no turns then.
    """

    __tablename__ = "duty_line"

    name: Mapped[str] = mapped_column(sa.String(40), unique=True)
    telephone: Mapped[str] = mapped_column(sa.String(30))
    hours: Mapped[str] = mapped_column(sa.String(40))
    turns: Mapped[list[str]] = mapped_column(default=list)
    on_days_off: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    closed: Mapped[bool] = mapped_column(default=False)


class Shift(Model):
    """One turn of one day on one line, and the person who has it; the times are kept as they were agreed."""

    __tablename__ = "duty_shift"
    __table_args__ = (
        sa.UniqueConstraint("line_id", "on", "turn"),
        sa.Index("ix_duty_shift_span", "starts_at", "ends_at"),
    )

    line_id: Mapped[int] = mapped_column(sa.ForeignKey("duty_line.id"))
    on: Mapped[date] = mapped_column(index=True)
    turn: Mapped[str] = mapped_column(sa.String(20))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    set_by_name: Mapped[str] = mapped_column(sa.String(80))
    set_at: Mapped[datetime]

    line: Mapped[DutyLine] = relationship(lazy="joined")
    account: Mapped[Account] = relationship(lazy="joined")
