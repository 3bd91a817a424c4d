"""Sending the outboxes. The worker calls this; it is the edge, so it commits, message by message.

A message is claimed before it is sent, by one statement that only one of several workers can win, and marked
afterwards. Where a worker dies between the two the claim lapses and it is tried again, a mail under the same
Message-ID, by which a mail system knows a repetition: nothing is lost, and nothing reaches anybody twice.
"""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import TypeVar
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.notifications.chat import Chats
from portal.notifications.models import ChatMessage, Mail
from portal.notifications.post import Post, Undeliverable, compose
from portal.settings import Settings

log = logging.getLogger(__name__)
Row = TypeVar("Row", Mail, ChatMessage)
CLAIM = timedelta(minutes=10)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
TOO_OLD = timedelta(days=3)  # older news is in the portal anyway
BATCH = 100
ERROR_LENGTH = 300


@dataclass
class Delivered:
    """What a run did."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def deliver_due(session: Session, *, post: Post, settings: Settings) -> Delivered:
    """Send every mail that is due, at most a hundred, oldest first."""

    def send(mail: Mail) -> None:
        post.send(_message(mail, settings))
        mail.body = ""  # a link in it may still work, for whoever reads a copy of the database

    return _deliver(session, Mail, send)


def deliver_chat(session: Session, *, chats: Chats) -> Delivered:
    """Send every message to a chat group that is due, at most a hundred, oldest first."""
    return _deliver(session, ChatMessage, lambda message: chats.send(message.channel, message.text))


def _deliver(session: Session, model: type[Row], send: Callable[[Row], None]) -> Delivered:
    done = Delivered()
    waiting = (model.sent_at.is_(None), model.failed_at.is_(None), model.next_attempt_at <= clock.now())
    due = session.execute(
        sa.select(model.id, model.next_attempt_at)
        .where(*waiting)
        .order_by(model.next_attempt_at, model.id)
        .limit(BATCH),
    ).all()
    session.commit()
    for number, seen in due:
        row = _claim(session, model, number, seen)
        if row is not None:
            _try(row, send, done)
            session.commit()
    return done


def _claim(session: Session, model: type[Row], number: int, seen: datetime) -> Row | None:
    """Take a message for this worker; None where another has taken it since it was seen."""
    won = session.execute(
        sa.update(model)
        .where(model.id == number, model.next_attempt_at == seen, model.sent_at.is_(None), model.failed_at.is_(None))
        .values(next_attempt_at=clock.now() + CLAIM, attempts=model.attempts + 1)
        .returning(model.id),
    ).all()
    session.commit()
    return session.get(model, number, populate_existing=True) if won else None


def _try(row: Row, send: Callable[[Row], None], done: Delivered) -> None:
    """Send a claimed message and write down how it went."""
    now = clock.now()
    try:
        if now - row.at > TOO_OLD:
            raise Undeliverable("older than three days")  # noqa: TRY301  the same end as any other
        send(row)
    except Undeliverable as error:
        _give_up(row, error, now, done)
    except (OSError, smtplib.SMTPException) as error:
        if row.attempts > len(PAUSES):
            _give_up(row, error, now, done)
        else:
            row.next_attempt_at = now + PAUSES[row.attempts - 1]
            row.last_error = str(error)[:ERROR_LENGTH]
            done.put_off += 1
    else:
        row.sent_at, row.last_error = now, ""
        done.sent += 1


def _give_up(row: Mail | ChatMessage, error: Exception, now: datetime, done: Delivered) -> None:
    log.warning("%s %s was given up after %s tries: %s", row.__tablename__, row.id, row.attempts, error)
    row.failed_at, row.last_error = now, str(error)[:ERROR_LENGTH]
    done.given_up += 1


def _message(mail: Mail, settings: Settings) -> EmailMessage:
    host = urlsplit(settings.base_url).hostname or "portal"
    return compose(
        sender=settings.mail_sender or f"portal@{host}",
        name=settings.keeper,
        address=mail.address,
        subject=mail.subject,
        body=mail.body,
        message_id=f"<mail-{mail.id}-{mail.at:%Y%m%d%H%M%S}@{host}>",
    )
