"""Photographs with a letter: which there are to choose from, what is kept of those chosen, and their bytes in the end.

They are files of the portal, judged when they were taken in. A letter keeps their SHA-256 with its text, so that a
countersignature holds for these very photographs.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, object_session

from portal.attachments.content import PICTURES
from portal.attachments.models import Attachment
from portal.attachments.storage import storage
from portal.cases.models import Case, CaseEvent, CaseFile
from portal.cases.queries import readable
from portal.errors import RuleBroken
from portal.letters.models import Letter
from portal.letters.wording.checkups import caption
from portal.permissions.actor import Actor
from portal.press.layout import MOST_PICTURES, Picture
from portal.press.pictures import WIDTH, size_of
from portal.press.refusals import PictureUnfit
from portal.visits.models import Finding, Photo, Visit

MEDIA_TYPES = frozenset(kind.media_type for kind in PICTURES)
NAME = "现场照片"
COARSE = WIDTH / 25.4 * 96 / 2
"""Dots of the longer side below which a photograph is printed at less than half of the page's width."""

Kept = dict[str, Any]


@dataclass(frozen=True)
class Offered:
    """A photograph that may be attached, and what it seems to show."""

    file: Attachment
    caption: str


def offered(session: Session, actor: Actor, letter: Letter) -> list[Offered]:
    """Return the photographs not yet attached: of the visit, or of what the actor may read of the case."""
    taken = _attached(letter)
    found = _of_visit(letter.visit) if letter.visit else []
    if letter.case:
        found = _of_case(session, actor, letter.case)
    return [each for each in found if each.file.id not in taken]


def _attached(letter: Letter) -> set[int]:
    return {picture["file"] for picture in letter.pictures}


def _of_visit(visit: Visit) -> list[Offered]:
    """Return those of findings first, each finding's with what was found."""
    of = {finding.id: finding for finding in visit.findings}
    photos = sorted(visit.photos, key=lambda photo: (photo.finding_id is None, photo.finding_id, photo.id))
    return [Offered(photo.attachment, _shown(photo, of.get(photo.finding_id or 0))) for photo in photos]


def _shown(photo: Photo, finding: Finding | None) -> str:
    return caption(str(finding.section.label) if finding.section else "", finding.text) if finding else _stem(photo)


def _stem(of: Photo | CaseFile) -> str:
    return PurePath(of.attachment.name).stem[:60]


def _of_case(session: Session, actor: Actor, case: Case) -> list[Offered]:
    statement = (
        sa.select(CaseFile)
        .join(CaseEvent, CaseEvent.id == CaseFile.event_id)
        .join(Attachment, Attachment.id == CaseFile.attachment_id)
        .where(CaseEvent.case_id == case.id, readable(actor, case), Attachment.media_type.in_(MEDIA_TYPES))
    )
    files = session.scalars(statement.order_by(CaseFile.id)).unique()
    return [Offered(file.attachment, _stem(file)) for file in files]


def of_findings(visit: Visit) -> list[dict[str, Any]]:
    """Return the attachment with the photographs of a visit's findings; none where there are none."""
    shown = {photo.attachment_id for photo in visit.photos if photo.finding_id}
    pictures = list(_fit(each for each in _of_visit(visit) if each.file.id in shown))[:MOST_PICTURES]
    return [{"name": NAME, "body": "", "pictures": pictures}] if pictures else []


def _fit(found: Iterable[Offered]) -> Iterator[Kept]:
    for each in found:
        try:
            yield kept(each)
        except RuleBroken:
            continue


def kept(one: Offered) -> Kept:
    """Return what a letter keeps of a photograph. Raises RuleBroken where it cannot be printed."""
    try:
        width, height = size_of(storage().get(one.file.key))
    except (PictureUnfit, FileNotFoundError):
        raise RuleBroken(_("“%(name)s” cannot be opened as a picture.", name=one.file.name), "chosen") from None
    return {
        "file": one.file.id,
        "sha256": one.file.sha256,
        "caption": one.caption,
        "width": width,
        "height": height,
    }


def coarse(letter: Letter) -> list[str]:
    """Return the captions of the photographs with too few dots for a clear print."""
    return [picture["caption"] for picture in letter.pictures if max(picture["width"], picture["height"]) < COARSE]


def file_of(session: Session, letter: Letter, file_id: int) -> Attachment | None:
    """Return a photograph that is attached to the letter."""
    return session.get(Attachment, file_id) if file_id in _attached(letter) else None


def read(letter: Letter, annex: dict[str, Any]) -> tuple[Picture, ...]:
    """Return the photographs of an attachment with their bytes. Raises PictureUnfit unless they are those chosen."""
    session = object_session(letter)
    assert session is not None  # noqa: S101  said to the type checker: a letter is drafted into a session
    return tuple(
        Picture(_bytes(session.get(Attachment, picture["file"]), picture["sha256"]), picture["caption"])
        for picture in annex.get("pictures", ())
    )


def _bytes(file: Attachment | None, sha256: str) -> bytes:
    if file is None:
        raise PictureUnfit("There is no such file.")
    try:
        content = storage().get(file.key)
    except FileNotFoundError as gone:
        raise PictureUnfit(str(gone)) from gone
    if hashlib.sha256(content).hexdigest() != sha256:
        raise PictureUnfit(f"{file.key} is not what was chosen.")
    return content
