"""The notice that a person finds in the portal, and the mail that a worker still has to send."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Model


class Notification(Model):
    """A notice to one person. ``link`` is a path within the portal."""

    __tablename__ = "notification"

    recipient_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    link: Mapped[str] = mapped_column(sa.String(300), default="")
    read_at: Mapped[datetime | None]


class Mail(Model):
    """A mail in the outbox. It is sent once: ``sent_at`` is set in the transaction that claims it.

    ``attempts`` and ``next_attempt_at`` space out repeated tries; ``failed_at`` ends them.
    """

    __tablename__ = "mail"

    address: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime]
    next_attempt_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(sa.String(300), default="")
