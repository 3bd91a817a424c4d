"""The tables of checklists: data that the office edits, in editions that stay as they were used."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Model, Versioned
from portal.vocabulary import AnswerKind, CheckSection, RiskGrade, VisitKind


class Checklist(Versioned, Model):
    """A checklist by its name; what it asks is in its editions. A retired one is offered no more."""

    __tablename__ = "checklist"

    name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    kind: Mapped[VisitKind]
    retired: Mapped[bool] = mapped_column(default=False)


class ChecklistEdition(Versioned, Model):
    """What a checklist asks from ``published_at`` on, until the next edition; without it, a draft being edited.

    A published edition is never changed: every visit keeps the questions as they were asked.
    """

    __tablename__ = "checklist_edition"
    __table_args__ = (sa.UniqueConstraint("checklist_id", "number"),)

    checklist_id: Mapped[int] = mapped_column(sa.ForeignKey("checklist.id"))
    number: Mapped[int]
    published_at: Mapped[datetime | None]
    published_by: Mapped[str] = mapped_column(sa.String(80), default="")

    checklist: Mapped[Checklist] = relationship(lazy="joined")
    questions: Mapped[list["Question"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="Question.position, Question.id"
    )


class Question(Model):
    """One question. ``choices`` are the answers offered where the kind is a choice.

    ``risky`` are the answers that are a finding, of ``grade``, with ``advice`` as its standard advice.
    """

    __tablename__ = "checklist_question"

    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("checklist_edition.id"), index=True)
    section: Mapped[CheckSection]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(sa.String(200))
    guidance: Mapped[str] = mapped_column(sa.String(500), default="")
    kind: Mapped[AnswerKind]
    choices: Mapped[list[str]] = mapped_column(default=list)
    risky: Mapped[list[str]] = mapped_column(default=list)
    grade: Mapped[RiskGrade] = mapped_column(default=RiskGrade.GENERAL)
    advice: Mapped[str] = mapped_column(sa.String(500), default="")
