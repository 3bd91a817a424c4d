"""The notice that a person finds in the portal, and the mail that a worker still has to send."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Model
from portal.vocabulary import MailRhythm


class Notification(Model):
    """A notice to one person; ``link`` is a path within the portal.

    Until the mail of the day goes out, ``digest_to`` holds the address of who wants it so.
    """

    __tablename__ = "notification"

    recipient_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    link: Mapped[str] = mapped_column(sa.String(300), default="")
    read_at: Mapped[datetime | None]
    digest_to: Mapped[str] = mapped_column(sa.String(254), default="", index=True)


class NoticePreference(Model):
    """How a person wants notices by mail; without a row at once. In the portal everybody gets them all."""

    __tablename__ = "notice_preference"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), unique=True)
    mail: Mapped[MailRhythm]


class Outgoing:
    """What waits in an outbox to leave the portal. It is sent once: ``sent_at`` is set once it has left.

    ``attempts`` and ``next_attempt_at`` space out repeated tries; ``failed_at`` ends them.
    """

    at: Mapped[datetime]
    next_attempt_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(sa.String(300), default="")


class Mail(Outgoing, Model):
    """A mail to one address."""

    __tablename__ = "mail"

    address: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)


class ChatMessage(Outgoing, Model):
    """A message to one group of a chat. ``channel`` is a digest of its address, which is a secret of the settings."""

    __tablename__ = "chat_message"

    channel: Mapped[str] = mapped_column(sa.String(16))
    text: Mapped[str] = mapped_column(sa.String(500))
