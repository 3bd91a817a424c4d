"""Sending the outbox. The worker calls this; it is the edge, so it commits, mail by mail.

A mail is claimed before it is sent, by one statement that only one of several workers can win, and marked afterwards.
Where a worker dies between the two the claim lapses and the mail is tried again under the same Message-ID, by which
a mail system knows a repetition: nothing is lost, and nothing reaches anybody twice.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.notifications.models import Mail
from portal.notifications.post import Post, Undeliverable, compose
from portal.settings import Settings

log = logging.getLogger(__name__)
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
    done = Delivered()
    waiting = (Mail.sent_at.is_(None), Mail.failed_at.is_(None), Mail.next_attempt_at <= clock.now())
    due = session.execute(
        sa.select(Mail.id, Mail.next_attempt_at).where(*waiting).order_by(Mail.next_attempt_at, Mail.id).limit(BATCH),
    ).all()
    session.commit()
    for mail_id, seen in due:
        mail = _claim(session, mail_id, seen)
        if mail is not None:
            _try(mail, post, settings, done)
            session.commit()
    return done


def _claim(session: Session, mail_id: int, seen: datetime) -> Mail | None:
    """Take a mail for this worker; None where another has taken it since it was seen."""
    won = session.execute(
        sa.update(Mail)
        .where(Mail.id == mail_id, Mail.next_attempt_at == seen, Mail.sent_at.is_(None), Mail.failed_at.is_(None))
        .values(next_attempt_at=clock.now() + CLAIM, attempts=Mail.attempts + 1)
        .returning(Mail.id),
    ).all()
    session.commit()
    return session.get(Mail, mail_id, populate_existing=True) if won else None


def _try(mail: Mail, post: Post, settings: Settings, done: Delivered) -> None:
    """Send a claimed mail and write down how it went."""
    now = clock.now()
    try:
        if now - mail.at > TOO_OLD:
            raise Undeliverable("older than three days")  # noqa: TRY301  the same end as any other
        post.send(_message(mail, settings))
    except Undeliverable as error:
        _give_up(mail, error, now, done)
    except (OSError, smtplib.SMTPException) as error:
        if mail.attempts > len(PAUSES):
            _give_up(mail, error, now, done)
        else:
            mail.next_attempt_at = now + PAUSES[mail.attempts - 1]
            mail.last_error = str(error)[:ERROR_LENGTH]
            done.put_off += 1
    else:
        mail.sent_at, mail.last_error = now, ""
        done.sent += 1


def _give_up(mail: Mail, error: Exception, now: datetime, done: Delivered) -> None:
    log.warning("mail %s was given up after %s tries: %s", mail.id, mail.attempts, error)
    mail.failed_at, mail.last_error = now, str(error)[:ERROR_LENGTH]
    done.given_up += 1


def _message(mail: Mail, settings: Settings) -> EmailMessage:
    host = urlsplit(settings.base_url).hostname or "portal"
    return compose(
        sender=settings.mail_sender or f"portal@{host}",
        name=f"{settings.county_name}{settings.portal_name}",
        address=mail.address,
        subject=mail.subject,
        body=mail.body,
        message_id=f"<mail-{mail.id}-{mail.at:%Y%m%d%H%M%S}@{host}>",
    )
