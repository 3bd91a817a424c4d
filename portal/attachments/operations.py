"""Taking files in."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.content import Kind, judge
from portal.attachments.kept import Kept
from portal.attachments.models import Attachment
from portal.attachments.names import safe_name
from portal.attachments.storage import storage
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.presentation.numbers import filesize


class Upload(Protocol):
    """A file as it arrives; Werkzeug's ``FileStorage`` is one."""

    filename: str | None
    stream: BinaryIO


@dataclass
class Taken:
    """What became of several files: those stored, and a sentence for each that was refused."""

    attachments: list[Attachment] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


# Says why a file of a kind that is taken must not come in all the same; nothing where it may. It is asked last, so
# that it never opens a file that is too large, a bomb or not what its name says.
Objection = Callable[[str, Kind, bytes], str]


def _no_objection(_name: str, _kind: Kind, _content: bytes) -> str:
    return ""


def attach(session: Session, *, actor: Actor, upload: Upload, objection: Objection = _no_objection) -> Attachment:
    """Judge a file by its content and store it; whoever owns it links it to the thing it belongs to.

    Raises RuleBroken, naming the file, where it is too large, not of a kind that is taken, or objected to.
    """
    name = upload.filename or ""
    limit = current_app.extensions["settings"].attachment_bytes
    content = upload.stream.read(limit + 1)
    if len(content) > limit:
        raise RuleBroken(
            _("“%(name)s” is larger than %(size)s and has not been uploaded.", name=name, size=filesize(limit)),
        )
    try:
        kind = judge(name, content)
    except RuleBroken as refused:
        raise RuleBroken(_("“%(name)s”: %(reason)s", name=name, reason=refused.message)) from None
    if reason := objection(name, kind, content):
        raise RuleBroken(reason)
    attachment = Attachment(
        key=storage().put(Kept.ATTACHMENT, content),
        name=safe_name(name, kind.extension),
        media_type=kind.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by_id=actor.account_id,
        uploaded_by_name=actor.name,
        at=clock.now(),
    )
    session.add(attachment)
    return attachment


def attach_all(
    session: Session, *, actor: Actor, uploads: Iterable[Upload], objection: Objection = _no_objection
) -> Taken:
    """Store what can be stored of several files; an unused file field is passed over."""
    taken = Taken()
    for upload in uploads:
        if not upload.filename:
            continue
        try:
            taken.attachments.append(attach(session, actor=actor, upload=upload, objection=objection))
        except RuleBroken as refused:
            taken.refusals.append(refused.message)
    if taken.attachments and taken.refusals:
        taken.refusals[-1] += _("The other files have been saved.")
    return taken
