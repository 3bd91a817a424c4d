"""The tables of 政策找企: to whom a measure applies, and what became of it at each enterprise."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Model, Versioned
from portal.eligibility.matching import Rule
from portal.vocabulary import PolicyAnswer, Reopening, Sector, Size

Key = tuple[str, str]


class EligibilityRule(Versioned, Model):
    """To whom a measure applies, one rule a measure. An empty list asks nothing (see :class:`.matching.Rule`)."""

    __tablename__ = "eligibility_rule"
    __table_args__ = (sa.UniqueConstraint("document_slug", "anchor"),)

    document_slug: Mapped[str] = mapped_column(sa.String(120))
    anchor: Mapped[str] = mapped_column(sa.String(40))
    sectors: Mapped[list[str]] = mapped_column(default=list)
    sizes: Mapped[list[str]] = mapped_column(default=list)
    reopenings: Mapped[list[str]] = mapped_column(default=list)
    area_ids: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    above_scale: Mapped[bool | None]
    key: Mapped[bool | None]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    where_to_apply: Mapped[str] = mapped_column(sa.String(300), default="")
    edited_at: Mapped[datetime]
    edited_by: Mapped[str] = mapped_column(sa.String(80))

    @property
    def rule(self) -> Rule:
        """The rule as plain values."""
        return Rule(
            sectors=frozenset(map(Sector, self.sectors)),
            sizes=frozenset(map(Size, self.sizes)),
            areas=frozenset(self.area_ids),
            reopenings=frozenset(map(Reopening, self.reopenings)),
            above_scale=self.above_scale,
            key=self.key,
            from_on=self.from_on,
            until_on=self.until_on,
        )


class PolicyOffer(Model):
    """What became of a measure at an enterprise: whether somebody told it, and what it did about it."""

    __tablename__ = "policy_offer"
    __table_args__ = (sa.UniqueConstraint("enterprise_id", "document_slug", "anchor"),)

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"))
    document_slug: Mapped[str] = mapped_column(sa.String(120))
    anchor: Mapped[str] = mapped_column(sa.String(40))
    told_at: Mapped[datetime | None]
    told_by: Mapped[str] = mapped_column(sa.String(80), default="")
    answer: Mapped[PolicyAnswer | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(sa.String(80), default="")
