"""The tables of what units reply to letters."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.attachments.models import Attachment
from portal.database import Model
from portal.units.models import Unit
from portal.vocabulary import ReplyRuling


class LetterReply(Model):
    """What one of the units addressed replied, once; after a redo it replies again with a row of its own.

    ``scanned`` is a reply on paper that a supervisor has filed for the unit, ``replied_on`` the date it bears.
    ``done_by`` is until when the unit means to have done its next step; ``again_by`` until when a new reply is due.
    """

    __tablename__ = "letter_reply"

    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letter.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    author_name: Mapped[str] = mapped_column(sa.String(80))
    scanned: Mapped[bool] = mapped_column(default=False)
    replied_on: Mapped[date]
    situation: Mapped[str] = mapped_column(sa.Text, default="")
    result: Mapped[str] = mapped_column(sa.Text)
    next_step: Mapped[str] = mapped_column(sa.Text, default="")
    done_by: Mapped[date | None]
    contact: Mapped[str] = mapped_column(sa.String(120), default="")
    ruling: Mapped[ReplyRuling | None]
    ruled_at: Mapped[datetime | None]
    ruled_by_name: Mapped[str] = mapped_column(sa.String(80), default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    again_by: Mapped[date | None]

    unit: Mapped[Unit] = relationship(lazy="joined")
    files: Mapped[list["LetterReplyFile"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="LetterReplyFile.id"
    )


class LetterReplyFile(Model):
    """A file of a reply; whoever may see the letter may have it."""

    __tablename__ = "letter_reply_file"

    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("letter_reply.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"), unique=True)

    attachment: Mapped[Attachment] = relationship(lazy="joined")
