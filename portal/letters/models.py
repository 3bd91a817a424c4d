"""The tables about letters."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.attachments.kept import Kept, holds
from portal.cases.conferences.models import Conference
from portal.cases.models import Case
from portal.database import Model, Versioned
from portal.enterprises.models import Enterprise
from portal.units.models import Unit
from portal.visits.models import Visit
from portal.vocabulary import LetterKind, LetterState, UnitKind


class Letter(Versioned, Model):
    """A letter. Text fields are what the drafter wrote; number, date, bytes and digest come at sign-off, once.

    It hangs on a case, on a conference of the case, or on a visit; ``about`` is the enterprise concerned.
    ``addressee`` is the 主送机关 in words; ``addressed`` are the units addressed, ``unit_id`` the first of them, both
    empty for a letter to the enterprise. ``joint`` names the units that issue it together with ``issuing_unit``, and
    ``countersignatures`` are what their leaders have to say, once they have been asked.
    ``body`` is plain text, a paragraph a line, headings by their numbering (一、 （一） 1.); ``annexes`` are the
    attachments in their order, each a ``name`` and a ``body`` of the same kind, which may be empty; one of photographs
    has ``pictures``, each the id and SHA-256 of a stored file with its ``caption`` and size. ``pdf_key`` names the
    stored bytes; ``certificate`` is the SHA-256 of the certificate that signed them, empty for none.
    """

    __tablename__ = "letter"

    kind: Mapped[LetterKind]
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT, index=True)
    about_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case.id"), index=True)
    conference_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conference.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    issuing_unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    issuer: Mapped[str] = mapped_column(sa.String(120))
    joint: Mapped[str] = mapped_column(sa.String(300), default="")
    code: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(120))
    addressee: Mapped[str] = mapped_column(sa.String(300))
    body: Mapped[str] = mapped_column(sa.Text)
    reply_by: Mapped[date | None]
    contact: Mapped[str] = mapped_column(sa.String(120), default="")
    copies: Mapped[str] = mapped_column(sa.String(300), default="")
    annexes: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    drafted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    signer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    drafted_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    issued_at: Mapped[datetime | None] = mapped_column(index=True)
    number: Mapped[str | None] = mapped_column(sa.String(40), unique=True)
    verify_token: Mapped[str] = mapped_column(sa.String(32), unique=True)
    pdf_key: Mapped[str | None] = mapped_column(sa.String(80), info=holds(Kept.LETTER))
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    certificate: Mapped[str] = mapped_column(sa.String(64), default="")
    served_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]

    about: Mapped[Enterprise] = relationship(lazy="joined")
    case: Mapped[Case | None] = relationship(lazy="joined")
    conference: Mapped[Conference | None] = relationship()
    visit: Mapped[Visit | None] = relationship()
    unit: Mapped[Unit | None] = relationship(foreign_keys=[unit_id], lazy="joined")
    issuing_unit: Mapped[Unit] = relationship(foreign_keys=[issuing_unit_id], lazy="joined")
    addressed: Mapped[list["LetterUnit"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="LetterUnit.id"
    )
    countersignatures: Mapped[list["LetterCountersignature"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="LetterCountersignature.id"
    )
    drafted_by: Mapped[Account] = relationship(foreign_keys=[drafted_by_id], lazy="joined")
    signer: Mapped[Account | None] = relationship(foreign_keys=[signer_id], lazy="joined")
    signed_by: Mapped[Account | None] = relationship(foreign_keys=[signed_by_id], lazy="joined")

    @property
    def enterprise_id(self) -> int | None:
        """The enterprise that may read the letter: only one that is addressed to it and has been served."""
        own = self.unit_id is None and self.served_at is not None
        return self.about_id if own else None

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units addressed."""
        return frozenset(addressed.unit_id for addressed in self.addressed)

    @property
    def pictures(self) -> list[dict[str, Any]]:
        """The photographs of all attachments, in their order."""
        return [picture for annex in self.annexes for picture in annex.get("pictures", ())]

    @property
    def countersigners(self) -> frozenset[int]:
        """The leaders who are asked to countersign now and have not."""
        return frozenset(each.leader_id for each in self.countersignatures if each.asked_at and not each.signed_at)

    @property
    def awaits_countersignature(self) -> bool:
        """Tell whether a unit that issues it too has still to countersign."""
        return any(each.signed_at is None for each in self.countersignatures)

    @property
    def from_firm(self) -> bool:
        """Tell whether a law firm issues it, so that a lawyer of the firm signs it and no leader."""
        return self.issuing_unit.kind is UnitKind.LAW_FIRM


class LetterUnit(Model):
    """A unit that a letter is addressed to, and when somebody of the unit first opened it."""

    __tablename__ = "letter_unit"
    __table_args__ = (sa.UniqueConstraint("letter_id", "unit_id"),)

    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letter.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    opened_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(lazy="joined")


class LetterCountersignature(Model):
    """The 会签 of a unit that issues a letter too: whom it is asked of, and when that leader gave it.

    Those of the same ``place`` are asked at once, those of a later place when all before have countersigned.
    ``digest`` is that of the text countersigned: the signature holds for this text and for no other.
    """

    __tablename__ = "letter_countersignature"
    __table_args__ = (sa.UniqueConstraint("letter_id", "unit_id"),)

    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letter.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    leader_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    place: Mapped[int]
    asked_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    digest: Mapped[str] = mapped_column(sa.String(64), default="")

    unit: Mapped[Unit] = relationship(lazy="joined")
    leader: Mapped[Account] = relationship(lazy="joined")


class LetterEvent(Model):
    """One line of a letter's record; ``title`` and ``body`` keep the text as it then was, for showing differences."""

    __tablename__ = "letter_event"

    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letter.id"), index=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(sa.String(30))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(sa.String(80))
    state: Mapped[LetterState]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    title: Mapped[str] = mapped_column(sa.String(120), default="")
    body: Mapped[str] = mapped_column(sa.Text, default="")
