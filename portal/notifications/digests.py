"""The mail of the day: what has waited since the last one, all together, for those who want it so."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.notifications.models import Notification
from portal.notifications.operations import send_mail
from portal.settings import current_settings

MOST_NAMED = 50


def send_digests(session: Session) -> int:
    """Put one mail an address into the outbox and return how many; in the same transaction the notices stop waiting.

    A second worker, or a second run, finds nothing that waits: nobody gets a notice in two digests.
    """
    waiting = sa.select(Notification).where(Notification.digest_to != "").order_by(Notification.id)
    by_address: dict[str, list[str]] = defaultdict(list)
    for notice in session.scalars(waiting.with_for_update(skip_locked=True)):
        by_address[notice.digest_to].append(notice.subject)
        notice.digest_to = ""
    for address, subjects in by_address.items():
        subject, body = wording(subjects)
        send_mail(session, address=address, subject=subject, body=body)
    return len(by_address)


def wording(subjects: Sequence[str]) -> tuple[str, str]:
    """Return subject and text of the mail of a day; official, so in Chinese for every reader."""
    lines = [f"{number}. {subject}" for number, subject in enumerate(subjects[:MOST_NAMED], start=1)]
    more = [f"另有{len(subjects) - MOST_NAMED}条。"] if len(subjects) > MOST_NAMED else []
    address = f"{current_settings().base_url}/notifications"
    return f"今日通知{len(subjects)}条", "\n".join(["您有以下通知：", *lines, *more, "", f"查看：{address}"])
