"""Writing and publishing the bulletin of a day."""

import hashlib
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.attachments.kept import Kept
from portal.attachments.storage import storage
from portal.audit.operations import record
from portal.errors import RuleBroken, StaleEdit
from portal.letters.failures import said_of
from portal.letters.numbering import give_number
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.press.refusals import RenderingFailed
from portal.press.worker import render_in_worker
from portal.reporting.bulletins import code_of, printed, sections
from portal.reporting.models import Bulletin
from portal.settings import current_settings

MOST_LISTED = 90


def bulletin_of(session: Session, on: date) -> Bulletin:
    """Return the bulletin of a day; one that nobody has written yet is new and not yet in the database."""
    found = session.scalars(sa.select(Bulletin).where(Bulletin.on == on)).one_or_none()
    return found or Bulletin(on=on, review="", plan="", number=None, published_at=None, pdf_key="")


def published_numbers(session: Session) -> dict[date, str | None]:
    """Return the days whose bulletins were published, at most the last ninety, with their numbers."""
    published = sa.select(Bulletin.on, Bulletin.number).where(Bulletin.published_at.is_not(None))
    return {row.on: row.number for row in session.execute(published.order_by(Bulletin.on.desc()).limit(MOST_LISTED))}


def write(session: Session, on: date, *, actor: Actor, review: str, plan: str, seen: int) -> Bulletin:
    """Keep what people write. Raises RuleBroken once the bulletin is published, StaleEdit for a lost update."""
    require(actor, Permission.BULLETIN_EDIT)
    bulletin = bulletin_of(session, on)
    if bulletin.published_at:
        raise RuleBroken(_("This bulletin has been published and can no longer be changed."))
    if (bulletin.version if bulletin.id else 0) != seen:
        theirs = ((str(_("Review")), bulletin.review), (str(_("What is to be done (bulletin)")), bulletin.plan))
        raise StaleEdit(by=bulletin.edited_by_name, theirs=theirs, version=bulletin.version)
    bulletin.review, bulletin.plan, bulletin.edited_by_name = review, plan, actor.name
    session.add(bulletin)
    record(session, actor, "bulletin:edit", f"bulletin:{on.isoformat()}")
    return bulletin


def publish(session: Session, on: date, *, actor: Actor) -> Bulletin:
    """Give a day's bulletin its number, print it and keep the bytes; afterwards it never changes.

    Raises RuleBroken for a day to come, for one published already, and where it cannot be printed.
    """
    require(actor, Permission.BULLETIN_EDIT)
    bulletin = bulletin_of(session, on)
    if bulletin.published_at:
        raise RuleBroken(_("This bulletin has been published and can no longer be changed."))
    if on > clock.today():
        raise RuleBroken(_("A bulletin can be published on its day at the earliest."))
    with session.begin_nested():  # what could not be printed has neither been published nor taken a number
        bulletin.published_at, bulletin.published_by_name = clock.now(), actor.name
        bulletin.number = give_number(session, code_of(current_settings()), on)
        pdf = pdf_of(session, bulletin, actor=actor)
    bulletin.pdf_key, bulletin.sha256 = storage().put(Kept.BULLETIN, pdf), hashlib.sha256(pdf).hexdigest()
    session.add(bulletin)
    record(session, actor, "bulletin:publish", f"bulletin:{on.isoformat()}", number=bulletin.number)
    return bulletin


def pdf_of(session: Session, bulletin: Bulletin, *, actor: Actor) -> bytes:
    """Print a bulletin as it stands now. Raises RuleBroken, in the reader's words, where that cannot be done."""
    settings, parts = current_settings(), sections(session, bulletin, clock.now())
    try:
        page = printed(bulletin, parts, settings, _issuing_unit(session, actor))
        return render_in_worker(page, fonts=settings.fonts_dir)
    except RenderingFailed as failed:
        raise RuleBroken(_("The bulletin cannot be printed: %(reason)s", reason=said_of(failed))) from failed


def _issuing_unit(session: Session, actor: Actor) -> str:
    """Return the name of the unit that edits the bulletin: the editor's."""
    account = session.get(Account, actor.account_id) if actor.account_id else None
    return account.unit.name if account and account.unit else current_settings().county_name
