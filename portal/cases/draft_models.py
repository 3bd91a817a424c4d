"""The tables of what is being written, and of what was solved while it was."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.attachments.models import Attachment
from portal.database import Model
from portal.enterprises.models import Enterprise
from portal.vocabulary import CaseKind


class Draft(Model):
    """A case being written, one a person and enterprise and kind; it becomes a case when it is sent.

    ``answers`` holds the values of the steps by field name, as typed, right or wrong; ``marks`` by step the mark of the
    opened page that saved it last and one of that saving, with a dot between; nothing for a draft older than these.
    """

    __tablename__ = "case_draft"
    __table_args__ = (sa.UniqueConstraint("account_id", "enterprise_id", "kind"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    kind: Mapped[CaseKind]
    submission_key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    marks: Mapped[dict[str, Any] | None] = mapped_column(default=dict)
    saved_at: Mapped[datetime]

    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    files: Mapped[list["DraftFile"]] = relationship(
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="DraftFile.id",
    )

    @property
    def title(self) -> str:
        """What the writer calls it so far; empty before it has a name."""
        return str(self.answers.get("title") or "")

    def mark_of(self, step: str) -> str:
        """Return the mark of the last saving of a step; empty where there was none."""
        return str((self.marks or {}).get(step, ""))


class DraftFile(Model):
    """A file attached to a draft."""

    __tablename__ = "case_draft_file"

    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("case_draft.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))

    attachment: Mapped[Attachment] = relationship(lazy="joined")


class Solution(Model):
    """A measure or a published answer that solved a matter while it was being written, so that nothing was sent.

    ``citation`` is the measure as it was called then, or the question of the answer; of an answer, ``document_slug`` is
    its own (``answer-7``).
    """

    __tablename__ = "case_solution"
    __table_args__ = (sa.Index("ix_case_solution_measure", "document_slug", "anchor"),)

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    kind: Mapped[CaseKind]
    document_slug: Mapped[str] = mapped_column(sa.String(120))
    anchor: Mapped[str] = mapped_column(sa.String(40))
    citation: Mapped[str] = mapped_column(sa.String(400))
    at: Mapped[datetime]
