"""The tables about letters."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.cases.models import Case
from portal.database import Model, Versioned
from portal.units.models import Unit
from portal.vocabulary import LetterKind, LetterState


class Letter(Versioned, Model):
    """A letter. Text fields are what the drafter wrote; number, date, bytes and digest come at sign-off, once.

    ``addressee`` is the 主送机关 in words; ``unit_id`` the unit addressed, None for a letter to the enterprise, whose
    ``enterprise_id`` is then the addressee's. ``body`` is plain text, a paragraph a line, headings by their numbering
    (一、 （一） 1.). ``pdf_key`` names the stored bytes.
    """

    __tablename__ = "letter"

    kind: Mapped[LetterKind]
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT, index=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    issuer: Mapped[str] = mapped_column(sa.String(60))
    code: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(120))
    addressee: Mapped[str] = mapped_column(sa.String(300))
    body: Mapped[str] = mapped_column(sa.Text)
    reply_by: Mapped[date | None]
    contact: Mapped[str] = mapped_column(sa.String(120), default="")
    copies: Mapped[str] = mapped_column(sa.String(300), default="")
    drafted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    signer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    drafted_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    issued_at: Mapped[datetime | None] = mapped_column(index=True)
    number: Mapped[str | None] = mapped_column(sa.String(40), unique=True)
    verify_token: Mapped[str] = mapped_column(sa.String(32), unique=True)
    pdf_key: Mapped[str | None] = mapped_column(sa.String(80))
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    served_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(lazy="joined")
    unit: Mapped[Unit | None] = relationship(lazy="joined")
    drafted_by: Mapped[Account] = relationship(foreign_keys=[drafted_by_id], lazy="joined")
    signer: Mapped[Account | None] = relationship(foreign_keys=[signer_id], lazy="joined")
    signed_by: Mapped[Account | None] = relationship(foreign_keys=[signed_by_id], lazy="joined")

    @property
    def enterprise_id(self) -> int | None:
        """The enterprise that may read the letter: only one that is addressed to it and has been issued."""
        own = self.unit_id is None and self.issued_at is not None
        return self.case.enterprise_id if own else None


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
