"""The tables of published questions and answers."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Model, Versioned
from portal.vocabulary import AnswerState


class PublishedAnswer(Versioned, Model):
    """A question and its answer, free of everything that tells whom they were about.

    ``event_id`` is the line of a case's record that holds the answer, ``case_reference`` that case: numbers only, since
    cases stand above; readers never see them. ``answered_by_id`` answered the case, ``author_id`` prepared this text:
    neither may approve it.
    """

    __tablename__ = "published_answer"

    event_id: Mapped[int] = mapped_column(unique=True)
    case_reference: Mapped[str] = mapped_column(sa.String(20))
    topic: Mapped[str] = mapped_column(sa.String(80))
    question: Mapped[str] = mapped_column(sa.String(120))
    background: Mapped[str] = mapped_column(sa.Text, default="")
    answer: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[AnswerState] = mapped_column(default=AnswerState.WAITING, index=True)
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    author_name: Mapped[str] = mapped_column(sa.String(80))
    submitted_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    decided_by: Mapped[str] = mapped_column(sa.String(80), default="")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    published_at: Mapped[datetime | None]

    citations: Mapped[list["AnswerCitation"]] = relationship(lazy="selectin", order_by="AnswerCitation.id")


class AnswerCitation(Model):
    """A measure on which a published answer rests, as it stood when the case's answer cited it."""

    __tablename__ = "answer_citation"
    __table_args__ = (sa.Index("ix_answer_citation_measure", "document_slug", "anchor"),)

    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("published_answer.id"), index=True)
    document_slug: Mapped[str] = mapped_column(sa.String(120))
    anchor: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(200))
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    point: Mapped[str] = mapped_column(sa.String(60), default="")
    validity: Mapped[str] = mapped_column(sa.String(20), default="")
    quotation: Mapped[str] = mapped_column(sa.Text)
    in_own_words: Mapped[bool] = mapped_column(default=False)
