"""The tables about enterprises."""

from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.database import Model, Versioned
from portal.units.models import Unit
from portal.vocabulary import Reopening, Sector, Size, Standing

OWN_CODE: Final = "LS"  # 临时: what a record without a credit code has, such as LS-2026-00001K


class Enterprise(Versioned, Model):
    """An enterprise. ``credit_code`` is the unified social credit code (GB 32100-2015), in upper case.

    ``above_scale`` is 规上, ``key`` is 重点企业; the cases of one in the ``green_channel``
    (绿色通道) have half the limit; ``staff_count`` is persons.

    ``claimed_code`` is the credit code of one that registered while the office had recorded it already: it has a
    number of ours until both are merged. One that was merged into another says into which, and has nothing else left.
    """

    __tablename__ = "enterprise"

    credit_code: Mapped[str] = mapped_column(sa.String(18), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120), index=True)
    sector: Mapped[Sector]
    size: Mapped[Size]
    above_scale: Mapped[bool] = mapped_column(default=False)
    key: Mapped[bool] = mapped_column(default=False)
    green_channel: Mapped[bool] = mapped_column(default=False)
    staff_count: Mapped[int | None]
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    contact_name: Mapped[str] = mapped_column(sa.String(80))
    contact_telephone: Mapped[str] = mapped_column(sa.String(30))
    contact_email: Mapped[str] = mapped_column(sa.String(254), default="")
    reopening: Mapped[Reopening] = mapped_column(default=Reopening.CLOSED, index=True)
    standing: Mapped[Standing] = mapped_column(default=Standing.PENDING, index=True)
    standing_reason: Mapped[str] = mapped_column(sa.String(300), default="")
    registered_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    claimed_code: Mapped[str] = mapped_column(sa.String(18), default="", server_default=sa.text("''"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)

    area: Mapped[Unit] = relationship(lazy="joined")

    @property
    def enterprise_id(self) -> int:
        """The enterprise is a thing that belongs to itself, as permissions see it."""
        return self.id

    @property
    def real_code(self) -> str:
        """The credit code that it has or says it has; empty where it has only a number of ours."""
        return self.claimed_code or ("" if self.credit_code.startswith(f"{OWN_CODE}-") else self.credit_code)


class NameKey(Model):
    """A key of an enterprise's name; :mod:`portal.enterprises.name_keys` has them follow each change of it."""

    __tablename__ = "enterprise_name_key"

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id", ondelete="CASCADE"), index=True)
    key: Mapped[int] = mapped_column(sa.BigInteger, index=True)


class ReopeningRecord(Model):
    """One report of how far an enterprise has reopened; the history is these rows in order."""

    __tablename__ = "reopening_record"

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    reopening: Mapped[Reopening]
    on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    by_name: Mapped[str] = mapped_column(sa.String(80))
    remark: Mapped[str] = mapped_column(sa.String(300), default="")


class Membership(Model):
    """A person who acts for an enterprise, from when until when; once at a time (kept by a partial unique index)."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.Index(
            "uq_membership_current",
            "enterprise_id",
            "account_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    account: Mapped[Account] = relationship(lazy="joined")


class Invitation(Model):
    """A mailed invitation to become a member; it works once, until it expires or is revoked."""

    __tablename__ = "invitation"

    token_sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    invited_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    invited_by: Mapped[Account] = relationship(lazy="joined")
