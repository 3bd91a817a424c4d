"""The tables of a desk: filters that somebody has saved, and templates of replies."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.database import Model


class SavedFilter(Model):
    """A filter of the work list under a name of its own; ``query`` is what stands behind the question mark."""

    __tablename__ = "saved_filter"
    __table_args__ = (sa.UniqueConstraint("account_id", "name"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(20))
    query: Mapped[str] = mapped_column(sa.String(500))


class ReplyTemplate(Model):
    """Words used again and again, with variables in braces as in ``{企业}``; without an owner, of the whole office."""

    __tablename__ = "reply_template"

    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(40))
    body: Mapped[str] = mapped_column(sa.Text)

    owner: Mapped[Account | None] = relationship(lazy="joined")
