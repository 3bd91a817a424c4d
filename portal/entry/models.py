"""The tables of codes to scan, and of what has come in by them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.cases.models import Case
from portal.database import Model
from portal.enterprises.models import Enterprise
from portal.units.models import Unit
from portal.vocabulary import EntryKind


class EntryCode(Model):
    """A code on a card. ``key`` is random and tells nothing; the address on the card carries it with a signature.

    A code of an enterprise names it; one of a street or of a building (``building``, in an area) leaves the enterprise
    to whoever scans it. ``begun`` counts first screens sent.
    """

    __tablename__ = "entry_code"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'enterprise') = (enterprise_id IS NOT NULL)", name="of_an_enterprise"),
        sa.CheckConstraint("(kind <> 'enterprise') = (area_id IS NOT NULL)", name="of_an_area"),
    )

    key: Mapped[str] = mapped_column(sa.String(16), unique=True)
    kind: Mapped[EntryKind]
    enterprise_id: Mapped[int | None] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    building: Mapped[str] = mapped_column(sa.String(80), default="")
    made_at: Mapped[datetime]
    made_by_name: Mapped[str] = mapped_column(sa.String(80))
    revoked_at: Mapped[datetime | None]
    revoked_by_name: Mapped[str] = mapped_column(sa.String(80), default="")
    revoke_reason: Mapped[str] = mapped_column(sa.String(200), default="")
    begun: Mapped[int] = mapped_column(default=0)

    enterprise: Mapped[Enterprise | None] = relationship(lazy="joined")
    area: Mapped[Unit | None] = relationship(lazy="joined")

    @property
    def place(self) -> str:
        """What the office calls it: the enterprise, the street, or the building with its street."""
        if self.enterprise:
            return self.enterprise.name
        return f"{self.area.name if self.area else ''}{self.building}"


class EntryFiling(Model):
    """A case that came in by a code."""

    __tablename__ = "entry_filing"

    code_id: Mapped[int] = mapped_column(sa.ForeignKey("entry_code.id"), index=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), unique=True)

    code: Mapped[EntryCode] = relationship(lazy="joined")
    case: Mapped[Case] = relationship()
