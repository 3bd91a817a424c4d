"""The tables of the daily reports and bulletins; the figures themselves are never stored but counted."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.attachments.kept import Kept, holds
from portal.database import Model, Versioned
from portal.units.models import Unit


class DailyReport(Versioned, Model):
    """What a unit confirmed for a working day (日报告), or that there was nothing (零报告).

    ``figures`` are the counts by indicator as the unit confirmed them. What is not filed is no row, never a zero.
    """

    __tablename__ = "daily_report"
    __table_args__ = (sa.UniqueConstraint("unit_id", "on"),)

    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    on: Mapped[date] = mapped_column(index=True)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_zero: Mapped[bool]
    is_late: Mapped[bool]
    remark: Mapped[str] = mapped_column(sa.String(500), default="")
    filed_at: Mapped[datetime]
    filed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    filed_by_name: Mapped[str] = mapped_column(sa.String(80))

    unit: Mapped[Unit] = relationship(lazy="joined")


class ReportReminder(Model):
    """That a unit was reminded of a day's report, by the clock once or by a person."""

    __tablename__ = "report_reminder"

    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    on: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))


class Bulletin(Versioned, Model):
    """The county's bulletin of a day (每日通报).

    ``review`` and ``plan`` are written by people; the rest is counted until publication, when it gets its number and
    the bytes printed then are kept.
    """

    __tablename__ = "bulletin"

    on: Mapped[date] = mapped_column(unique=True)
    review: Mapped[str] = mapped_column(sa.Text, default="")
    plan: Mapped[str] = mapped_column(sa.Text, default="")
    edited_by_name: Mapped[str] = mapped_column(sa.String(80), default="")
    number: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    published_at: Mapped[datetime | None]
    published_by_name: Mapped[str] = mapped_column(sa.String(80), default="")
    pdf_key: Mapped[str] = mapped_column(sa.String(120), default="", info=holds(Kept.BULLETIN))
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")
