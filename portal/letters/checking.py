"""What the clerk is told of a letter: its words, and what the portal knows about them."""

from collections.abc import Iterator

from sqlalchemy.orm import Session, object_session

from portal import clock
from portal.letters import clerk, countersigning
from portal.letters.currency import changed_since_cited, not_in_force
from portal.letters.facts import names
from portal.letters.models import Letter
from portal.letters.picturing import coarse
from portal.letters.remarks import Remark
from portal.press.fonts import missing_characters
from portal.press.punctuation import clean
from portal.settings import current_settings
from portal.workdays import load_calendar


def clerks_remarks(letter: Letter) -> list[Remark]:
    """Return what the clerk has to say of a letter as it stands."""
    session = object_session(letter)
    assert session is not None  # noqa: S101  said to the type checker: a letter is drafted into a session
    parts = (letter.issuer, letter.joint, letter.title, letter.addressee, letter.body, letter.contact, letter.copies)
    draft = clerk.Draft(
        kind=letter.kind,
        title=letter.title,
        addressee=letter.addressee,
        body=letter.body,
        reply_by=letter.reply_by,
        contact=letter.contact,
        missing_characters=missing_characters(
            clean("".join((*parts, *_annexed(letter)))), current_settings().fonts_dir
        ),
        day_off=_is_day_off(session, letter),
        misaddressed=_misaddressed(letter),
        joint_without_leader="、".join(countersigning.without_leader(session, letter)) if letter.joint else "",
        outdated=changed_since_cited(letter),
        lapsed=not_in_force(letter),
        coarse="、".join(coarse(letter)),
    )
    return clerk.remarks(draft, clock.today())


def _annexed(letter: Letter) -> Iterator[str]:
    """Yield every word that is printed of the attachments."""
    for annex in letter.annexes:
        yield from (annex["name"], annex["body"])
    yield from (picture["caption"] for picture in letter.pictures)


def _is_day_off(session: Session, letter: Letter) -> bool:
    return letter.reply_by is not None and not load_calendar(session).is_working(letter.reply_by)


def _misaddressed(letter: Letter) -> str:
    """Return the addressees that are neither a unit addressed nor, in a letter to it, the enterprise."""
    units = [addressed.unit for addressed in letter.addressed]
    served = {name for unit in units for name in (unit.name, unit.short_name)} or {letter.about.name}
    return "、".join(name for name in names(letter.addressee) if name not in served)
