"""The tables of hot issues: one matter that several enterprises bring."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.cases.models import Case
from portal.database import Model, Versioned


class Issue(Versioned, Model):
    """A hot issue (热点问题) with the cases that are about it; ``conclusion`` says how it was solved for all."""

    __tablename__ = "case_issue"

    title: Mapped[str] = mapped_column(sa.String(80))
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    closed_at: Mapped[datetime | None]
    conclusion: Mapped[str] = mapped_column(sa.Text, default="")

    opened_by: Mapped[Account] = relationship(lazy="joined")
    links: Mapped[list["IssueCase"]] = relationship(
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="IssueCase.id",
    )

    @property
    def cases(self) -> list[Case]:
        """Its cases, in the order in which they were linked."""
        return [link.case for link in self.links]

    @property
    def enterprises(self) -> int:
        """How many enterprises it concerns."""
        return len({case.enterprise_id for case in self.cases})


class IssueCase(Model):
    """A case of a hot issue; a case belongs to one issue at most."""

    __tablename__ = "case_issue_link"

    issue_id: Mapped[int] = mapped_column(sa.ForeignKey("case_issue.id"), index=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), unique=True)

    case: Mapped[Case] = relationship(lazy="joined")
