"""What the administrator's home says of the portal itself; numbers only, no case."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import SignIn
from portal.administration.queries import People, count_people
from portal.notifications.models import Mail

RECENT = timedelta(days=7)


@dataclass(frozen=True)
class Overview:
    """How many accounts can sign in, how many of them have no password yet, how many people are signed in now.

    ``undelivered`` counts the mails that were given up within the last seven days.
    """

    active: int
    without_password: int
    signed_in: int
    undelivered: int


def overview(session: Session, *, at: datetime, idle: timedelta) -> Overview:
    """Return how things stand at an instant; a sign-in unused for longer than ``idle`` has fallen asleep."""
    people = sa.select(sa.func.count(sa.distinct(SignIn.account_id)))
    lost = sa.select(sa.func.count(Mail.id)).where(Mail.failed_at > at - RECENT)
    return Overview(
        active=count_people(session, People(state="active")),
        without_password=count_people(session, People(state="new")),
        signed_in=session.scalar(people.where(SignIn.ended_at.is_(None), SignIn.seen_at > at - idle)) or 0,
        undelivered=session.scalar(lost) or 0,
    )
