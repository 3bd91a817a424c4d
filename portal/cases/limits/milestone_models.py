"""The tables of what is due early in a case, and of what somebody has been reminded of."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Model
from portal.vocabulary import MilestoneKind

LACKING = sa.text("reached_on IS NULL OR reached_on > due_on")


class Milestone(Model):
    """What is due early in a case, one row a kind, made with the case so that what never happens is counted too.

    ``reached_on`` is the local date of ``reached_at``, kept so that both databases count alike. ``proof`` is the act
    that reached it, as the record names it, or ``opened-notice``.
    """

    __tablename__ = "case_milestone"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "kind"),
        # Rates are counted from what was not reached in time, which is little.
        sa.Index(
            "ix_case_milestone_missed",
            *("kind", "due_on", "case_id"),
            sqlite_where=LACKING,
            postgresql_where=LACKING,
        ),
    )

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"))
    kind: Mapped[MilestoneKind]
    due_on: Mapped[date] = mapped_column(index=True)
    reached_at: Mapped[datetime | None]
    reached_on: Mapped[date | None]
    by_name: Mapped[str] = mapped_column(sa.String(80), default="")
    proof: Mapped[str] = mapped_column(sa.String(30), default="")


MISSED = sa.or_(Milestone.reached_on.is_(None), Milestone.reached_on > Milestone.due_on)
"""Not reached in time, or not yet: as the index says it."""


class Reminder(Model):
    """That people were told of something once; the unique key keeps two workers from telling it twice."""

    __tablename__ = "case_reminder"

    key: Mapped[str] = mapped_column(sa.String(80), unique=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
