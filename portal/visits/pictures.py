"""The photographs that come with a form: kept field by field, and no other kind of file among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_wtf.file import MultipleFileField
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from wtforms import Field

from portal.attachments.models import Attachment
from portal.attachments.operations import attach_all
from portal.cases.intake.classified import marked_secret
from portal.permissions.actor import Actor
from portal.visits.operations import MOST_PHOTOS

PICTURES = "image/jpeg,image/png,image/webp"


@dataclass(frozen=True)
class Pictures:
    """The photographs kept, by the name of their field, and a sentence for each that was refused."""

    by_field: Mapping[str, list[Attachment]]
    refusals: list[str]

    def of(self, name: str) -> list[Attachment]:
        """Return what came in one field."""
        return self.by_field.get(name, [])


def take(session: Session, fields: Iterable[Field], *, actor: Actor) -> Pictures:
    """Keep the photographs of a form; one beyond the most that a visit has is refused like a file of another kind."""
    chosen = [(field.name, one) for field in fields if isinstance(field, MultipleFileField) for one in _files(field)]
    pictures = [(name, one) for name, one in chosen if (one.mimetype or "").startswith("image/")][:MOST_PHOTOS]
    kept: dict[str, list[Attachment]] = {}
    refusals: list[str] = []
    for name in dict.fromkeys(name for name, _one in pictures):
        uploads = [one for field, one in pictures if field == name]
        taken = attach_all(session, actor=actor, uploads=uploads, objection=marked_secret)
        kept[name] = taken.attachments
        refusals += taken.refusals
    if len(pictures) < len(chosen):
        refusals.append(_("Only pictures are kept, at most %(most)s.", most=MOST_PHOTOS))
    return Pictures(kept, refusals)


def _files(field: MultipleFileField) -> list[Any]:
    return [one for one in field.data or () if isinstance(one, FileStorage) and one.filename]
