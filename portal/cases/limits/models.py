"""The table of limits that differ from the settings, with their history."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.cases.models import Category
from portal.database import Model
from portal.vocabulary import CaseKind, LimitSubject


class LimitRule(Model):
    """A limit in working days, for all cases of a kind or for a category and those below it.

    A rule is never changed: it ends, and another one begins. Cases keep the limit that was promised to them.
    """

    __tablename__ = "limit_rule"

    kind: Mapped[CaseKind]
    category_id: Mapped[int | None] = mapped_column(sa.ForeignKey("category.id"), index=True)
    subject: Mapped[LimitSubject]
    days: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.String(200))
    began_at: Mapped[datetime] = mapped_column(index=True)
    set_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    set_by_name: Mapped[str] = mapped_column(sa.String(80))
    ended_at: Mapped[datetime | None]
    ended_by_name: Mapped[str] = mapped_column(sa.String(80), default="")

    category: Mapped[Category | None] = relationship(lazy="joined")
