"""The tables of what belongs to a case alone: tasks of other units, pauses of the clock, and ratings."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.database import Model
from portal.units.models import Unit
from portal.vocabulary import RatingLevel, Stance, TaskKind


class Task(Model):
    """What another unit is asked for, with its own limit and reply: support (协办) or its opinion (征求意见).

    ``lapsed_at`` is when it needed no reply any more: the case ended, or the limit for the opinion had passed.
    """

    __tablename__ = "task"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    kind: Mapped[TaskKind] = mapped_column(default=TaskKind.SUPPORT)
    what: Mapped[str] = mapped_column(sa.String(300))
    given_at: Mapped[datetime]
    due_on: Mapped[date]
    reply: Mapped[str] = mapped_column(sa.Text, default="")
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    stance: Mapped[Stance | None]
    lapsed_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(lazy="joined")
    replied_by: Mapped[Account | None] = relationship(lazy="joined")

    @property
    def is_open(self) -> bool:
        """Tell whether a reply is still waited for."""
        return self.replied_at is None and self.lapsed_at is None

    def blocks(self, today: date) -> bool:
        """Tell whether no outcome can be proposed without its reply: an opinion only until its limit has passed."""
        return self.is_open and (self.kind is TaskKind.SUPPORT or today <= self.due_on)


class Pause(Model):
    """A time during which the clock stands still because the enterprise has been asked for something."""

    __tablename__ = "pause"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(500))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Rating(Model):
    """What an enterprise says of a closed case (好差评); a bad one carries the clock of its rectification.

    One found to be a mistake stays in the record, with the supervisor's evidence, and counts in no figure.
    """

    __tablename__ = "rating"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    level: Mapped[RatingLevel]
    text: Mapped[str] = mapped_column(sa.String(1000), default="")
    rated_at: Mapped[datetime]
    rated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    verify_by: Mapped[date | None]
    rectify_by: Mapped[date | None]
    verified_at: Mapped[datetime | None]
    finding: Mapped[str] = mapped_column(sa.Text, default="")
    rectified_at: Mapped[datetime | None]
    remedy: Mapped[str] = mapped_column(sa.Text, default="")
    mistaken_at: Mapped[datetime | None]
    mistake: Mapped[str] = mapped_column(sa.Text, default="")

    @property
    def stands(self) -> bool:
        """Tell whether it has not been found to be a mistake."""
        return self.mistaken_at is None
