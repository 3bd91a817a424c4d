"""Documents that the office has taken into the policy library, every version of each kept."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Model, Versioned
from portal.vocabulary import PolicyState


class PolicyDocument(Versioned, Model):
    """One version of a document; of a slug the library has the published version with the highest number.

    ``content`` is what ``knowledge.document_to_dict`` writes, ``digest`` its SHA-256, ``notices`` what the import found
    doubtful. A slug of the shipped library stands before the shipped document, as when its validity has changed.
    """

    __tablename__ = "policy_document"
    __table_args__ = (sa.UniqueConstraint("slug", "number"),)

    slug: Mapped[str] = mapped_column(sa.String(120), index=True)
    number: Mapped[int]
    state: Mapped[PolicyState] = mapped_column(default=PolicyState.DRAFT, index=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(sa.String(64))
    notices: Mapped[list[str]] = mapped_column(default=list)
    edited_at: Mapped[datetime]
    edited_by: Mapped[str] = mapped_column(sa.String(80))
    published_at: Mapped[datetime | None]
    published_by: Mapped[str] = mapped_column(sa.String(80), default="")


class LayTerm(Versioned, Model):
    """What an everyday word means in documents, by the office: more than the shipped dictionary or in place of it.

    Without document words the shipped word is switched off.
    """

    __tablename__ = "lay_term"

    word: Mapped[str] = mapped_column(sa.String(20), unique=True)
    legal: Mapped[list[str]]
    edited_at: Mapped[datetime]
    edited_by: Mapped[str] = mapped_column(sa.String(80))


class SearchTally(Model):
    """How often a question was asked on a day, and how often one of its hits was opened; nobody's name or address.

    ``found`` is what it found last; ``question`` is normalised, with numbers that could be a person's struck out.
    """

    __tablename__ = "search_tally"
    __table_args__ = (sa.UniqueConstraint("day", "question"),)

    day: Mapped[date]
    question: Mapped[str] = mapped_column(sa.String(40))
    searches: Mapped[int]
    found: Mapped[int]
    opened: Mapped[int] = mapped_column(default=0)
