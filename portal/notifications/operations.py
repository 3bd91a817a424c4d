"""Putting notices into the outbox."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy.orm import Session

from portal import clock
from portal.notifications.models import Mail, Notification


class Recipient(Protocol):
    """Whoever can be told something."""

    id: int
    email: str


def notify(session: Session, recipients: Iterable[Recipient], *, subject: str, body: str, link: str = "") -> None:
    """Tell each person once, in the portal and, where an address is known, by mail."""
    now = clock.now()
    for person in {person.id: person for person in recipients}.values():
        session.add(Notification(recipient_id=person.id, at=now, subject=subject, body=body, link=link))
        if person.email:
            send_mail(session, address=person.email, subject=subject, body=body)


def send_mail(session: Session, *, address: str, subject: str, body: str) -> None:
    """Queue a mail; the worker sends it after the commit."""
    now = clock.now()
    session.add(Mail(address=address, subject=subject, body=body, at=now, next_attempt_at=now))
