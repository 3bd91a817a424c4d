"""The table of pairings: dated rows, never overwritten."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.database import Model
from portal.enterprises.models import Enterprise
from portal.pairing.people_models import Team
from portal.units.models import Unit
from portal.vocabulary import Slot


class Pairing(Model):
    """Who fills one slot of one enterprise, from when until when.

    The unit slot names a unit, the three others a person, with ``team`` the lead of a team; at most one row a slot has
    no end (kept by a partial unique index).
    """

    __tablename__ = "pairing"
    __table_args__ = (
        sa.CheckConstraint("(slot = 'unit') = (unit_id IS NOT NULL)", name="unit_slot"),
        sa.CheckConstraint("(slot <> 'unit') = (account_id IS NOT NULL)", name="person_slot"),
        sa.Index(
            "uq_pairing_current",
            "enterprise_id",
            "slot",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    slot: Mapped[Slot]
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("team.id"), index=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    set_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    set_by_name: Mapped[str] = mapped_column(sa.String(80))
    reason: Mapped[str] = mapped_column(sa.String(300), default="")

    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    account: Mapped[Account | None] = relationship(foreign_keys=[account_id], lazy="joined")
    unit: Mapped[Unit | None] = relationship(foreign_keys=[unit_id], lazy="joined")
    team: Mapped[Team | None] = relationship(lazy="joined")

    @property
    def filled_by(self) -> Account | Unit:
        """The person or, in the unit slot, the unit; one of the two is always there."""
        filled = self.unit if self.slot is Slot.UNIT else self.account
        assert filled is not None  # noqa: S101  kept by the check constraints
        return filled

    @property
    def name(self) -> str:
        """The name of the person or unit."""
        return self.filled_by.name

    @property
    def telephone(self) -> str:
        """The number under which the person or unit is reached; empty where none is known."""
        return self.filled_by.telephone

    @property
    def office(self) -> str:
        """The person's unit and office (职务); empty for a unit, whose name says it."""
        return self.account.office if self.account else ""
