"""Reading one's notices."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.errors import NotFound
from portal.notifications.models import NoticePreference, Notification
from portal.vocabulary import MailRhythm


def unread_count(session: Session, account_id: int) -> int:
    """Return how many notices a person has not read."""
    statement = sa.select(sa.func.count(Notification.id)).where(
        Notification.recipient_id == account_id,
        Notification.read_at.is_(None),
    )
    return session.scalars(statement).one()


def total(session: Session, account_id: int) -> int:
    """Return how many notices a person has."""
    statement = sa.select(sa.func.count(Notification.id)).where(Notification.recipient_id == account_id)
    return session.scalars(statement).one()


def inbox(session: Session, account_id: int, *, limit: int, offset: int) -> Sequence[Notification]:
    """Return one page of a person's notices, newest first."""
    statement = (
        sa.select(Notification)
        .where(Notification.recipient_id == account_id)
        .order_by(Notification.at.desc(), Notification.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return session.scalars(statement).all()


def rhythm_of(session: Session, account_id: int) -> MailRhythm:
    """Return how a person wants notices by mail: at once where nothing else was chosen."""
    statement = sa.select(NoticePreference.mail).where(NoticePreference.account_id == account_id)
    return session.scalars(statement).one_or_none() or MailRhythm.AT_ONCE


def own(session: Session, account_id: int, notification_id: int) -> Notification:
    """Return a notice of this person; raise NotFound for anybody else's."""
    found = session.get(Notification, notification_id)
    if found is None or found.recipient_id != account_id:
        raise NotFound
    return found
