"""The table of follow-up calls (回访) after cases were closed."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Model
from portal.vocabulary import FollowUpResult


class FollowUp(Model):
    """A call that is due after a case was closed, one a closing; what it finds may be to rectify."""

    __tablename__ = "follow_up"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    due_on: Mapped[date] = mapped_column(index=True)
    called_at: Mapped[datetime | None]
    called_by_name: Mapped[str] = mapped_column(sa.String(80), default="")
    spoke_with: Mapped[str] = mapped_column(sa.String(80), default="")
    result: Mapped[FollowUpResult | None]
    found: Mapped[str] = mapped_column(sa.Text, default="")
    rectify_by: Mapped[date | None]
    rectified_at: Mapped[datetime | None]
    remedy: Mapped[str] = mapped_column(sa.Text, default="")
    lapsed_at: Mapped[datetime | None]
