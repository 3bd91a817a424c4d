"""The attachments of a draft: added ready-made or empty, written, moved to the end, taken off."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.errors import NotFound, RuleBroken
from portal.letters.drafts import must_be_editable
from portal.letters.grounds import Grounds
from portal.letters.models import Letter
from portal.letters.ready_made import ready_made
from portal.letters.record import write_line
from portal.permissions.actor import Actor
from portal.vocabulary import AnnexSource

MOST = 9
"""Attachments of a letter."""


def annex_at(letter: Letter, place: int) -> dict[str, str]:
    """Return the attachment at a place, counted from one; raise NotFound where there is none."""
    if not 1 <= place <= len(letter.annexes):
        raise NotFound
    return letter.annexes[place - 1]


def add(session: Session, letter: Letter, *, actor: Actor, source: AnnexSource, seen: int) -> None:
    """Attach what the portal can write from the case, or an empty page. Raises RuleBroken beyond the most."""
    must_be_editable(letter, actor=actor, seen=seen)
    if len(letter.annexes) >= MOST:
        raise RuleBroken(_("At most %(count)s attachments.", count=MOST), "source")
    _keep(
        session, letter, [*letter.annexes, ready_made(session, Grounds(letter.case, visit=letter.visit), source)], actor
    )


def write(session: Session, letter: Letter, place: int, *, actor: Actor, name: str, body: str, seen: int) -> None:
    """Change name and text of an attachment; without text it is named in the letter and sent beside it."""
    must_be_editable(letter, actor=actor, seen=seen)
    annex_at(letter, place)
    annexes = list(letter.annexes)
    annexes[place - 1] = {"name": name, "body": body}
    _keep(session, letter, annexes, actor)


def remove(session: Session, letter: Letter, place: int, *, actor: Actor, seen: int) -> None:
    """Take an attachment off."""
    must_be_editable(letter, actor=actor, seen=seen)
    annex_at(letter, place)
    _keep(session, letter, [*letter.annexes[: place - 1], *letter.annexes[place:]], actor)


def _keep(session: Session, letter: Letter, annexes: list[dict[str, str]], actor: Actor) -> None:
    letter.annexes = annexes
    write_line(session, letter, "attach", actor, "、".join(annex["name"] for annex in annexes))
