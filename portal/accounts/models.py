"""The tables about people. No table keeps a token that works: each keeps its SHA-256."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Model, Versioned
from portal.units.models import Unit
from portal.vocabulary import Role


class Account(Versioned, Model):
    """A person. ``username`` is what they sign in with, in lower case; ``title`` their office (职务).

    ``licence`` is a lawyer's practising licence number; ``capacity`` how many enterprises the person can stand by.
    """

    __tablename__ = "account"

    username: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    email: Mapped[str] = mapped_column(sa.String(254), default="", index=True)
    telephone: Mapped[str] = mapped_column(sa.String(30), default="")
    title: Mapped[str] = mapped_column(sa.String(80), default="")
    licence: Mapped[str] = mapped_column(sa.String(30), default="")
    specialities: Mapped[str] = mapped_column(sa.String(200), default="")
    languages: Mapped[str] = mapped_column(sa.String(100), default="")
    capacity: Mapped[int] = mapped_column(default=30)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200), default="")
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    unit: Mapped[Unit | None] = relationship(lazy="joined")
    role_assignments: Mapped[list["RoleAssignment"]] = relationship(
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="RoleAssignment.id",
    )

    @property
    def roles(self) -> frozenset[Role]:
        """The staff roles that the person holds."""
        return frozenset(assignment.role for assignment in self.role_assignments)

    @property
    def office(self) -> str:
        """The person's unit and office in one line, as a card shows them: 望江街道经济发展办主任."""
        return f"{self.unit.name if self.unit else ''}{self.title}"

    @property
    def is_active(self) -> bool:
        """Tell whether the person may sign in."""
        return self.disabled_at is None


class RoleAssignment(Model):
    """One staff role of one person."""

    __tablename__ = "role_assignment"
    __table_args__ = (sa.UniqueConstraint("account_id", "role"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    role: Mapped[Role]


class ServiceArea(Model):
    """An area (street or grid) that a person serves besides the one in which the person's unit lies.

    For a leader also a unit in the leader's charge (分管单位).
    """

    __tablename__ = "service_area"
    __table_args__ = (sa.UniqueConstraint("account_id", "unit_id"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))


class SignIn(Model):
    """A signed-in browser. The cookie names it by a token; ending the row ends the sign-in at once."""

    __tablename__ = "sign_in"

    token_sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(sa.String(45))
    agent: Mapped[str] = mapped_column(sa.String(300))

    account: Mapped[Account] = relationship(lazy="joined")


class SignInFailure(Model):
    """A failed try, by account name and by network address; what the throttle counts."""

    __tablename__ = "sign_in_failure"

    at: Mapped[datetime] = mapped_column(index=True)
    username: Mapped[str] = mapped_column(sa.String(60), index=True)
    address: Mapped[str] = mapped_column(sa.String(45), index=True)


class PasswordReset(Model):
    """A mailed link that sets a new password once."""

    __tablename__ = "password_reset"

    token_sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="joined")


class ParkedForm(Model):
    """What somebody had typed when the sign-in was found ended; given back to the same person after signing in.

    ``fields`` holds the form's values by name, without passwords and tokens.
    """

    __tablename__ = "parked_form"

    token_sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]
    path: Mapped[str] = mapped_column(sa.String(300))
    fields: Mapped[dict[str, list[str]]] = mapped_column(sa.JSON)
