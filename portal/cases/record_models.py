"""The tables of the record: its lines, what they cite, and the files that came with them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.attachments.models import Attachment
from portal.database import Model
from portal.vocabulary import CaseStatus


class CaseEvent(Model):
    """One line of the record: an act, who did it and in what role, what was said, and where the case then stood.

    ``public`` lines are seen by the enterprise, ``privileged`` ones by the enterprise and its lawyers and nobody else;
    ``facts`` holds plain values that the line's sentence needs.
    """

    __tablename__ = "case_event"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(sa.String(30))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(sa.String(80))
    actor_role: Mapped[str] = mapped_column(sa.String(20))
    status: Mapped[CaseStatus]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    public: Mapped[bool] = mapped_column(default=True)
    privileged: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    citations: Mapped[list["Citation"]] = relationship(lazy="selectin", order_by="Citation.id")
    files: Mapped[list["CaseFile"]] = relationship(lazy="selectin", order_by="CaseFile.id")


class Citation(Model):
    """A measure as it stood when it was cited: a copy, so that the record stays true when the library changes."""

    __tablename__ = "citation"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("case_event.id"), index=True)
    document_slug: Mapped[str] = mapped_column(sa.String(120))
    anchor: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(200))
    title_is_verbatim: Mapped[bool] = mapped_column(default=True)
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    point: Mapped[str] = mapped_column(sa.String(60), default="")
    in_own_words: Mapped[bool] = mapped_column(default=False)
    dated: Mapped[str] = mapped_column(sa.String(40), default="")
    validity: Mapped[str] = mapped_column(sa.String(20), default="")
    quotation: Mapped[str] = mapped_column(sa.Text)

    @property
    def printed_title(self) -> str:
        """The title as it is printed: in 《》 where it is the document's own, bare where it is our description."""
        return self.title if self.title_is_verbatim is False else f"《{self.title}》"


class CaseFile(Model):
    """A file attached to a line of the record."""

    __tablename__ = "case_file"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("case_event.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))

    attachment: Mapped[Attachment] = relationship(lazy="joined")
