"""Putting notices into the outboxes, reading them, and how somebody wants them."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.notifications.chat import Chats
from portal.notifications.models import ChatMessage, Mail, NoticePreference, Notification
from portal.settings import current_settings
from portal.vocabulary import MailRhythm

CASE_LINK = re.compile(r"/cases/([A-Z]{2}-[0-9]{4}-[0-9A-Z]{6})")


class Recipient(Protocol):
    """Whoever can be told something."""

    id: int
    email: str


def notify(
    session: Session,
    recipients: Iterable[Recipient],
    *,
    subject: str,
    body: str,
    link: str = "",
    groups: bool = False,
    at_once: bool = False,
) -> None:
    """Tell each person once, in the portal and, where an address is known, by mail as the person wants it.

    ``link`` is a path of the portal, at which the matter can be looked at; the mail carries it in full. With ``groups``
    the chat groups are told that there is something new in the case to which it leads. What is about the security of an
    account goes ``at_once``, whatever the person has chosen: by tomorrow somebody else may have changed the address.
    """
    now, people = clock.now(), {person.id: person for person in recipients}
    address = f"\n\n{current_settings().base_url}{link}" if link else ""
    rhythms = {} if at_once else _rhythms(session, people)
    for person in people.values():
        rhythm = rhythms.get(person.id, MailRhythm.AT_ONCE)
        waits = person.email if rhythm is MailRhythm.DAILY else ""
        session.add(
            Notification(recipient_id=person.id, at=now, subject=subject, body=body, link=link, digest_to=waits)
        )
        if person.email and rhythm is MailRhythm.AT_ONCE:
            send_mail(session, address=person.email, subject=subject, body=f"{body}{address}")
    if groups and people:
        _tell_groups(session, link)


def _rhythms(session: Session, people: Iterable[int]) -> dict[int, MailRhythm]:
    wanted = sa.select(NoticePreference.account_id, NoticePreference.mail)
    found = session.execute(wanted.where(NoticePreference.account_id.in_(people)))
    return {row.account_id: row.mail for row in found}


def _tell_groups(session: Session, link: str) -> None:
    """Queue a message to each chat group: the number of the case and where to read it, nothing else."""
    settings = current_settings()
    about = CASE_LINK.fullmatch(link)
    if about is None:
        return
    text = f"{settings.portal_name}：事项{about[1]}有新的办理通知，请登录查看。{settings.base_url}{link}"
    now = clock.now()
    for channel in Chats.of(settings).urls:
        session.add(ChatMessage(channel=channel, text=text, at=now, next_attempt_at=now))


def send_mail(session: Session, *, address: str, subject: str, body: str) -> None:
    """Queue a mail; the worker sends it after the commit."""
    now = clock.now()
    session.add(Mail(address=address, subject=subject, body=body, at=now, next_attempt_at=now))


def choose_rhythm(session: Session, *, account_id: int, mail: MailRhythm) -> None:
    """Keep how a person wants notices by mail; what waits for a digest that is no longer wanted waits no more."""
    statement = sa.select(NoticePreference).where(NoticePreference.account_id == account_id)
    preference = session.scalars(statement).one_or_none() or NoticePreference(account_id=account_id)
    preference.mail = mail
    session.add(preference)
    if mail is not MailRhythm.DAILY:
        own = sa.update(Notification).where(Notification.recipient_id == account_id, Notification.digest_to != "")
        session.execute(own.values(digest_to=""))


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
