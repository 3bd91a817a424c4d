"""The tables of proposals: the weights that they rest on, what enterprises wish, a batch and its rows."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.database import Model
from portal.enterprises.models import Enterprise
from portal.pairing.models import Pairing
from portal.units.models import Unit
from portal.vocabulary import PairingState, Slot


class Weighting(Model):
    """One version of the weights, in points; the newest row holds, the others are its history."""

    __tablename__ = "pairing_weighting"

    area: Mapped[int]
    speciality: Mapped[int]
    load: Mapped[int]
    change: Mapped[int]
    wish: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.String(200), default="")
    set_at: Mapped[datetime]
    set_by_name: Mapped[str] = mapped_column(sa.String(80))


class Wish(Model):
    """What an enterprise wishes of those who stand by it: languages and fields, as people write them."""

    __tablename__ = "pairing_wish"

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), unique=True)
    languages: Mapped[str] = mapped_column(sa.String(100), default="")
    fields: Mapped[str] = mapped_column(sa.String(200), default="")
    set_at: Mapped[datetime]
    set_by_name: Mapped[str] = mapped_column(sa.String(80))


class Batch(Model):
    """A proposal for one slot of many enterprises: of one area or of all, of the empty slots or of every slot.

    With ``key`` only key enterprises were looked at.
    ``weights`` are those that it was made with; ``before`` and ``after`` the fairness figures then and as proposed.
    """

    __tablename__ = "pairing_batch"

    slot: Mapped[Slot]
    area_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    every: Mapped[bool] = mapped_column(default=False)
    key: Mapped[bool] = mapped_column(default=False, server_default="0")
    weights: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    made_by_name: Mapped[str] = mapped_column(sa.String(80))

    area: Mapped[Unit | None] = relationship(lazy="joined")


class Proposal(Model):
    """One row of a batch: who shall fill the slot of an enterprise in place of ``before``, and why.

    The unit slot names a ``unit``, the three others an ``account``; both are None where nobody could be found.
    ``grounds`` hold what the choice rests on; ``refusal`` says why the row could not be applied.
    """

    __tablename__ = "pairing_proposal"
    __table_args__ = (sa.UniqueConstraint("batch_id", "enterprise_id"),)

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("pairing_batch.id"))
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"))
    before_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pairing.id"))
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    by_hand: Mapped[bool] = mapped_column(default=False)
    grounds: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[PairingState] = mapped_column(default=PairingState.OPEN)
    refusal: Mapped[str] = mapped_column(sa.String(300), default="")
    settled_at: Mapped[datetime | None]
    settled_by_name: Mapped[str] = mapped_column(sa.String(80), default="")

    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    before: Mapped[Pairing | None] = relationship(lazy="joined")
    account: Mapped[Account | None] = relationship(lazy="joined")
    unit: Mapped[Unit | None] = relationship(lazy="joined")

    @property
    def proposed(self) -> Account | Unit | None:
        """Who is proposed: a person or, for the unit slot, a unit."""
        return self.account or self.unit

    @proposed.setter
    def proposed(self, chosen: Account | Unit) -> None:
        """Propose somebody, a person or a unit."""
        if isinstance(chosen, Unit):
            self.unit = chosen
        else:
            self.account = chosen


def names_somebody() -> sa.ColumnElement[bool]:
    """Return the condition that a row proposes anybody."""
    return sa.or_(Proposal.account_id.is_not(None), Proposal.unit_id.is_not(None))
