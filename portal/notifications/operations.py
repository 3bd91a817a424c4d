"""Putting notices into the outbox, and reading them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from portal import clock
from portal.notifications.models import Mail, Notification


class Recipient(Protocol):
    """Whoever can be told something."""

    id: int
    email: str


def notify(session: Session, recipients: Iterable[Recipient], *, subject: str, body: str, link: str = "") -> None:
    """Tell each person once, in the portal and, where an address is known, by mail.

    ``link`` is a path of the portal, at which the matter can be looked at; the mail carries it in full.
    """
    now = clock.now()
    address = f"\n\n{current_app.extensions['settings'].base_url}{link}" if link else ""
    for person in {person.id: person for person in recipients}.values():
        session.add(Notification(recipient_id=person.id, at=now, subject=subject, body=body, link=link))
        if person.email:
            send_mail(session, address=person.email, subject=subject, body=f"{body}{address}")


def send_mail(session: Session, *, address: str, subject: str, body: str) -> None:
    """Queue a mail; the worker sends it after the commit."""
    now = clock.now()
    session.add(Mail(address=address, subject=subject, body=body, at=now, next_attempt_at=now))


def mark_read(notification: Notification, *, at: datetime) -> None:
    """Note that a notice has been read; the first time counts."""
    notification.read_at = notification.read_at or at


def mark_all_read(session: Session, *, account_id: int, at: datetime) -> None:
    """Note that a person has read everything."""
    session.execute(
        sa.update(Notification)
        .where(Notification.recipient_id == account_id, Notification.read_at.is_(None))
        .values(read_at=at),
    )
