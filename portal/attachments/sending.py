"""Giving files back. Whether somebody may have a file, the feature that owns it decides before it calls this."""

import io
import logging
from pathlib import PurePosixPath
from urllib.parse import quote

from flask import Response, request, send_file

from portal.attachments.content import SHOWN_IN_BROWSER
from portal.attachments.models import Attachment
from portal.attachments.storage import storage
from portal.errors import NotFound

log = logging.getLogger(__name__)
# Whatever a file holds, it may load and run nothing.
LOCKED = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def send(attachment: Attachment, *, inline: bool = False) -> Response:
    """Return the file under its own name (RFC 6266); ``inline`` shows pictures and PDF, all else is downloaded.

    The media type is the one found when the file came in. Raises NotFound, and logs it, where the bytes are gone.
    """
    try:
        content = storage().get(attachment.key)
    except FileNotFoundError:
        log.exception("the bytes of attachment %s are missing", attachment.id)
        raise NotFound from None
    response = send_file(
        io.BytesIO(content),
        mimetype=attachment.media_type,
        as_attachment=not (inline and attachment.media_type in SHOWN_IN_BROWSER),
        download_name=attachment.name,
        etag=attachment.sha256,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = LOCKED
    response.cache_control.private = True
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


def send_stored(key: str, *, name: str, media_type: str, size: int) -> Response:
    """Return something that the portal has made and kept in the store, in pieces, to be downloaded.

    Raises NotFound where the bytes are gone.
    """
    try:
        pieces = storage().stream(key)
    except FileNotFoundError:
        raise NotFound from None
    return _downloaded(Response(pieces, mimetype=media_type), name, size)


def send_made(name: str, media_type: str, content: bytes) -> Response:
    """Return something that the portal has made just now, to be downloaded."""
    return _downloaded(Response(content, mimetype=media_type), name, len(content))


def _downloaded(response: Response, name: str, size: int) -> Response:
    response.content_length = size
    ascii_name = f"portal{PurePosixPath(name).suffix}"
    response.headers["Content-Disposition"] = f"attachment; filename={ascii_name}; filename*=UTF-8''{quote(name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = LOCKED
    response.headers["Cache-Control"] = "private, no-store"
    return response
