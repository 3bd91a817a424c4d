"""The tree's table."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Model, Versioned
from portal.vocabulary import UnitKind


class Unit(Versioned, Model):
    """A node of the tree. ``code`` is the unit's 代字 for letters, where it has one, e.g. 安政法督.

    ``trades`` are the sectors for which it is the department in charge (归口行业), with spaces between them; ``themes``
    the fields of law and of business that it knows, as people write them. Pairing goes by both.
    """

    __tablename__ = "unit"

    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    short_name: Mapped[str] = mapped_column(sa.String(60))
    kind: Mapped[UnitKind]
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(12), default="")
    telephone: Mapped[str] = mapped_column(sa.String(30), default="")
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    trades: Mapped[str] = mapped_column(sa.String(100), default="", server_default=sa.text("''"))
    themes: Mapped[str] = mapped_column(sa.String(200), default="", server_default=sa.text("''"))
    closed: Mapped[bool] = mapped_column(default=False)

    parent: Mapped["Unit | None"] = relationship(remote_side="Unit.id", lazy="joined", join_depth=1)

    @property
    def sectors(self) -> list[str]:
        """The trades in its charge, as values of Sector."""
        return (self.trades or "").split()

    @sectors.setter
    def sectors(self, values: Iterable[str]) -> None:
        """Put it in charge of trades."""
        self.trades = " ".join(values)
