"""The tables of an import: the file as it came, and each of its rows until it is written or left out."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.attachments.kept import Kept, holds
from portal.database import Model
from portal.vocabulary import ImportState, RowStatus


class EnterpriseImport(Model):
    """A file of enterprises. ``key`` names its bytes in the store.

    ``headings`` are the columns as they stand in the file, ``columns`` the place of each field's column, from 0.
    """

    __tablename__ = "enterprise_import"

    name: Mapped[str] = mapped_column(sa.String(200))
    key: Mapped[str] = mapped_column(sa.String(80), info=holds(Kept.IMPORT))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    by_name: Mapped[str] = mapped_column(sa.String(80))
    state: Mapped[ImportState] = mapped_column(default=ImportState.MATCHING)
    headings: Mapped[list[str]] = mapped_column(default=list)
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ended_at: Mapped[datetime | None]


class ImportRow(Model):
    """One row of the file; ``number`` is its line there. ``values`` is what stands in each field's cell.

    ``faults`` are [field, sentence] pairs. ``accepted`` is somebody's word that the doubts are none. ``before`` holds
    what a change replaces, in words, by field; it stays when the row has been written.
    """

    __tablename__ = "enterprise_import_row"
    __table_args__ = (
        sa.UniqueConstraint("import_id", "number"),
        sa.Index("ix_enterprise_import_row_status", "import_id", "status"),
        sa.Index("ix_enterprise_import_row_code", "import_id", "credit_code"),
    )

    import_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise_import.id"))
    number: Mapped[int]
    credit_code: Mapped[str] = mapped_column(sa.String(60), default="")
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    faults: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    accepted: Mapped[bool] = mapped_column(default=False)
    status: Mapped[RowStatus]


class ImportRowKey(Model):
    """A key of the name in a row, see :func:`portal.enterprises.names.keys`; they go when the import is done."""

    __tablename__ = "enterprise_import_row_key"
    __table_args__ = (sa.Index("ix_enterprise_import_row_key_name", "import_id", "key"),)

    import_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise_import.id"))
    number: Mapped[int]
    key: Mapped[int] = mapped_column(sa.BigInteger)
