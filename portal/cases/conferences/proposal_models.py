"""The tables about the conferences that the portal proposes."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.cases.models import Case, Category
from portal.database import Model
from portal.enterprises.models import Enterprise
from portal.vocabulary import ConferenceCause, ProposalState


class ConferenceProposal(Model):
    """A conference that the portal proposes to the coordinator; the cases counted never count for that cause again."""

    __tablename__ = "conference_proposal"

    cause: Mapped[ConferenceCause] = mapped_column(index=True)
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.OPEN, index=True)
    category_id: Mapped[int | None] = mapped_column(sa.ForeignKey("category.id"))
    enterprise_id: Mapped[int | None] = mapped_column(sa.ForeignKey("enterprise.id"))
    found_at: Mapped[datetime]
    ruled_at: Mapped[datetime | None]
    ruled_by_name: Mapped[str] = mapped_column(sa.String(80), default="")
    ruling: Mapped[str] = mapped_column(sa.String(300), default="")
    conference_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conference.id"))

    category: Mapped[Category | None] = relationship(lazy="joined")
    enterprise: Mapped[Enterprise | None] = relationship(lazy="joined")
    counted: Mapped[list["CountedCase"]] = relationship(lazy="selectin", order_by="CountedCase.id")


class CountedCase(Model):
    """A case that gave cause for a proposal; the unique row keeps two workers from proposing one thing twice."""

    __tablename__ = "conference_counted_case"
    __table_args__ = (sa.UniqueConstraint("cause", "case_id"),)

    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("conference_proposal.id"), index=True)
    cause: Mapped[ConferenceCause]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)

    case: Mapped[Case] = relationship(lazy="joined")
