"""What is done when. A job is a function of the session; it commits where it must and is safe to run twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from huey import crontab
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.sweeps import forget_expired
from portal.administration.watching import note_head, watch
from portal.answers import finding as answers
from portal.attachments.storage import storage
from portal.attachments.sweeps import forget_orphans
from portal.background.running import work_off
from portal.background.sweeps import forget_products
from portal.cases.conferences.proposals import propose as propose_conferences
from portal.cases.limits.reminders import remind as remind_of_cases
from portal.cases.limits.same_day import serve_by_notices
from portal.cases.sweeps import close_silent_cases
from portal.duty.reminders import remind
from portal.jobs.models import JobSlot
from portal.measures import tallies
from portal.measures.library import refresh_index
from portal.notifications.chat import Chats
from portal.notifications.delivery import deliver_chat, deliver_due
from portal.notifications.digests import send_digests
from portal.notifications.post import post_of
from portal.reporting.daily_operations import remind_by_clock
from portal.settings import current_settings
from portal.supervision.sweeps import sweep as supervise
from portal.visits.follow_ups import remind as remind_of_follow_ups

SLOTS_KEPT = timedelta(days=14)


def at(**fields: str) -> Callable[[datetime], bool]:
    """Return a crontab of huey's, read by the county's clock; huey itself asks in UTC."""
    due: Callable[[datetime], bool] = crontab(**fields)
    return lambda moment: due(moment.replace(tzinfo=UTC).astimezone(clock.LOCAL).replace(tzinfo=None))


@dataclass(frozen=True)
class Job:
    """A job, when it runs, and whether each node runs it for itself or one of them for all."""

    name: str
    when: Callable[[datetime], bool]
    run: Callable[[Session], object]
    on_every_node: bool = False


def send_mail(session: Session) -> object:
    """Send what waits in the outbox, where this instance sends mail at all."""
    settings = current_settings()
    post = post_of(settings)
    return deliver_due(session, post=post, settings=settings) if post else None


def send_chat(session: Session) -> object:
    """Tell the chat groups what waits for them, where the settings name any."""
    chats = Chats.of(current_settings())
    return deliver_chat(session, chats=chats) if chats.urls else None


def send_digests_at_their_hour(session: Session) -> object:
    """Send the mails of the day, once the hour of the settings has come."""
    due = clock.now().astimezone(clock.LOCAL).hour == current_settings().digest_hour
    return send_digests(session) if due else None


def forget(session: Session) -> object:
    """Delete what is expired, and the slots that nobody can ask for again."""
    oldest = clock.today() - SLOTS_KEPT
    session.execute(sa.delete(JobSlot).where(JobSlot.slot < oldest.isoformat()))
    tallies.forget(session, today=clock.today())
    now = clock.now()
    products = forget_products(session, storage(), at=now)
    orphans = forget_orphans(session, storage(), at=now)
    return forget_expired(session, at=now), orphans, products


def keep_index(_session: Session) -> object:
    """Rebuild this node's indexes when the policy library or the published answers have changed."""
    return refresh_index(), answers.refresh_index()


# Long work is begun at once when somebody asks for it; the clock finds what was left lying.
BACKGROUND = Job("background", at(minute="*"), work_off, on_every_node=True)
JOBS = (
    BACKGROUND,
    Job("send-mail", at(minute="*"), send_mail),
    Job("send-chat", at(minute="*"), send_chat),
    Job("send-digests", at(minute="2"), send_digests_at_their_hour),
    Job("close-silent-cases", at(minute="7"), close_silent_cases),
    Job("serve-by-notices", at(minute="*/10"), serve_by_notices),
    Job("remind-of-cases", at(minute="9", hour="8-20"), remind_of_cases),
    Job("propose-conferences", at(minute="3", hour="7"), propose_conferences),
    Job("remind-of-reports", at(minute="*/10"), remind_by_clock),
    Job("supervise", at(minute="12"), supervise),
    Job("remind-of-appointments", at(minute="22"), remind),
    Job("remind-of-follow-ups", at(minute="32", hour="8"), remind_of_follow_ups),
    Job("note-audit-head", at(minute="27"), note_head),
    Job("verify-audit", at(minute="40", hour="3"), watch),
    Job("forget", at(minute="17", hour="3"), forget),
    Job("keep-index", at(minute="*"), keep_index, on_every_node=True),
)
