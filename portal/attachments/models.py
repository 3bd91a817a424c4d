"""The record of a stored file."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.attachments.kept import Kept, holds
from portal.database import Model


class Attachment(Model):
    """A file. ``key`` names its bytes in the store; the name is what its owner called it."""

    __tablename__ = "attachment"

    key: Mapped[str] = mapped_column(sa.String(80), unique=True, info=holds(Kept.ATTACHMENT))
    name: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    uploaded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    uploaded_by_name: Mapped[str] = mapped_column(sa.String(80))
    at: Mapped[datetime]
