"""The tables about the people who stand by enterprises: their leave, their own clients, and their teams."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.database import Model, Versioned
from portal.enterprises.models import Enterprise
from portal.units.models import Unit


class Leave(Model):
    """Local days, both counted, on which somebody is away and a deputy acts; cut short by ``ended_at``."""

    __tablename__ = "leave"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.String(200), default="")
    set_at: Mapped[datetime]
    set_by_name: Mapped[str] = mapped_column(sa.String(80))
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(foreign_keys=[account_id], lazy="joined")
    deputy: Mapped[Account] = relationship(foreign_keys=[deputy_id], lazy="joined")


class Client(Model):
    """Whom a lawyer's firm works for, as declared: no lawyer of the firm stands against them.

    A lawyer without a firm declares for himself alone. ``ended_at`` closes a declaration; it stays on record.
    """

    __tablename__ = "declared_client"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    credit_code: Mapped[str] = mapped_column(sa.String(18), default="")
    declared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="joined")
    unit: Mapped[Unit | None] = relationship(lazy="joined")


class ConflictRecord(Model):
    """A conflict of interest that was met: found in a pairing that stands, or ``blocked`` before it could do harm."""

    __tablename__ = "conflict_record"

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    party: Mapped[str] = mapped_column(sa.String(120))
    client: Mapped[str] = mapped_column(sa.String(120), default="")
    blocked: Mapped[bool]
    by_name: Mapped[str] = mapped_column(sa.String(80))
    at: Mapped[datetime]

    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    account: Mapped[Account] = relationship(lazy="joined")


class Team(Versioned, Model):
    """People who stand by enterprises together (组团联企), one of them the named lead."""

    __tablename__ = "team"

    name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    lead_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    closed_at: Mapped[datetime | None]

    lead: Mapped[Account] = relationship(lazy="joined")
    members: Mapped[list["TeamMember"]] = relationship(
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="TeamMember.id",
    )


class TeamMember(Model):
    """One of a team, the lead among them."""

    __tablename__ = "team_member"
    __table_args__ = (sa.UniqueConstraint("team_id", "account_id"),)

    team_id: Mapped[int] = mapped_column(sa.ForeignKey("team.id"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)

    account: Mapped[Account] = relationship(lazy="joined")
