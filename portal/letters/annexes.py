"""The attachments of a draft: added ready-made, empty or as photographs, written, taken off."""

from collections.abc import Collection, Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.errors import NotFound, RuleBroken
from portal.letters.drafts import must_be_editable
from portal.letters.grounds import Grounds
from portal.letters.models import Letter
from portal.letters.picturing import kept, offered
from portal.letters.ready_made import Annex, ready_made
from portal.letters.record import write_line
from portal.permissions.actor import Actor
from portal.press.layout import MOST_PICTURES
from portal.vocabulary import AnnexSource

MOST = 9
"""Attachments of a letter."""


def annex_at(letter: Letter, place: int) -> Annex:
    """Return the attachment at a place, counted from one; raise NotFound where there is none."""
    if not 1 <= place <= len(letter.annexes):
        raise NotFound
    return letter.annexes[place - 1]


def add(session: Session, letter: Letter, *, actor: Actor, source: AnnexSource, seen: int) -> None:
    """Attach what the portal can write from the case, or an empty page. Raises RuleBroken beyond the most."""
    must_be_editable(letter, actor=actor, seen=seen)
    _append(session, letter, ready_made(session, Grounds(letter.case, visit=letter.visit), source), actor, "source")


def add_pictures(
    session: Session, letter: Letter, *, actor: Actor, name: str, chosen: Collection[int], seen: int
) -> None:
    """Attach photographs of the visit or the case that the actor may see, by the ids of their files.

    Raises RuleBroken for none, for more than a letter takes, and for a file that cannot be printed.
    """
    must_be_editable(letter, actor=actor, seen=seen)
    pictures = [kept(each) for each in offered(session, actor, letter) if each.file.id in chosen]
    if not pictures:
        raise RuleBroken(_("Choose a photograph."), "chosen")
    if len(pictures) + len(letter.pictures) > MOST_PICTURES:
        raise RuleBroken(_("At most %(count)s photographs with a letter.", count=MOST_PICTURES), "chosen")
    _append(session, letter, {"name": name, "body": "", "pictures": pictures}, actor, "chosen")


def write(session: Session, letter: Letter, place: int, *, actor: Actor, name: str, body: str, seen: int) -> None:
    """Change name and text of an attachment; without text it is named in the letter and sent beside it."""
    must_be_editable(letter, actor=actor, seen=seen)
    _replace(session, letter, place, annex_at(letter, place) | {"name": name, "body": body}, actor)


def caption(
    session: Session, letter: Letter, place: int, *, actor: Actor, name: str, captions: Sequence[str], seen: int
) -> None:
    """Change the name of an attachment of photographs, and what is said of each."""
    must_be_editable(letter, actor=actor, seen=seen)
    annex = annex_at(letter, place)
    pictures = [picture | {"caption": words} for picture, words in zip(annex["pictures"], captions, strict=True)]
    _replace(session, letter, place, annex | {"name": name, "pictures": pictures}, actor)


def remove(session: Session, letter: Letter, place: int, *, actor: Actor, seen: int) -> None:
    """Take an attachment off."""
    must_be_editable(letter, actor=actor, seen=seen)
    annex_at(letter, place)
    _keep(session, letter, [*letter.annexes[: place - 1], *letter.annexes[place:]], actor)


def _append(session: Session, letter: Letter, annex: Annex, actor: Actor, field: str) -> None:
    if len(letter.annexes) >= MOST:
        raise RuleBroken(_("At most %(count)s attachments.", count=MOST), field)
    _keep(session, letter, [*letter.annexes, annex], actor)


def _replace(session: Session, letter: Letter, place: int, annex: Annex, actor: Actor) -> None:
    _keep(session, letter, [*letter.annexes[: place - 1], annex, *letter.annexes[place:]], actor)


def _keep(session: Session, letter: Letter, annexes: list[Annex], actor: Actor) -> None:
    letter.annexes = annexes
    write_line(session, letter, "attach", actor, "、".join(annex["name"] for annex in annexes))
