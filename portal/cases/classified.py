"""Files that carry the mark of a secret are not taken in: what is read of a file to see it."""

import io
import logging
import zipfile
from typing import BinaryIO

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from flask_babel import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from forms.intake import secret_mark
from portal.attachments.operations import Upload

log = logging.getLogger(__name__)
PAGES = 3  # the mark stands at the top of the first page (GB/T 9704—2012, 7.2.2)
PARAGRAPHS = 40


def refusal(upload: Upload) -> str:
    """Return why a file is not taken, where its name or its beginning is marked as secret; otherwise nothing."""
    name = upload.filename or ""
    mark = secret_mark(name) or secret_mark(beginning(name, upload.stream))
    if not mark:
        return ""
    return str(
        _(
            "“%(name)s” is marked “%(mark)s” and has not been uploaded. State secrets and work secrets must not be "
            "attached here; hand them over in person.",
            name=name,
            mark=mark,
        )
    )


def beginning(name: str, stream: BinaryIO) -> str:
    """Return the text at the beginning of a PDF or Word file; nothing of any other, or of one that cannot be read."""
    content = stream.read()
    stream.seek(0)
    try:
        if content.startswith(b"%PDF"):
            return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages[:PAGES])
        if name.lower().endswith(".docx"):
            return "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs[:PARAGRAPHS])
    except (PyPdfError, PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as broken:
        log.info("a file could not be read for marks: %s", type(broken).__name__)
    return ""
