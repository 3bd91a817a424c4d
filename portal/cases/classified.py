"""Files that carry the mark of a secret are not taken in: what is read of a file to see it."""

import io
import logging
import zipfile
from collections.abc import Callable, Mapping
from itertools import islice

from flask_babel import gettext as _
from lxml import etree
from pypdf import PdfReader

from forms.intake import secret_mark
from portal.attachments.content import DOCX, PDF, Kind

log = logging.getLogger(__name__)
PAGES = 3  # the mark stands at the top of the first page (GB/T 9704—2012, 7.2.2)
PARAGRAPHS = 40


def marked_secret(name: str, kind: Kind, content: bytes) -> str:
    """Return why a file is not taken, where its name or its beginning is marked as secret; otherwise nothing."""
    mark = secret_mark(name) or secret_mark(beginning(kind, content))
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


def beginning(kind: Kind, content: bytes) -> str:
    """Return the text at the beginning of a PDF or Word file; nothing of any other, or of one that cannot be read."""
    read = READERS.get(kind)
    try:
        return read(content) if read else ""
    except Exception as broken:  # noqa: BLE001  anybody's file may break a reader anywhere, and then bears no mark
        log.info("a file could not be read for marks: %s", type(broken).__name__)
        return ""


def _of_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in islice(PdfReader(io.BytesIO(content)).pages, PAGES))


def _of_word(content: bytes) -> str:
    """Read the paragraphs as they come, also those of tables and frames, where a mark is often set."""
    with zipfile.ZipFile(io.BytesIO(content)) as package, package.open("word/document.xml") as part:
        found = etree.iterparse(part, tag="{*}p", resolve_entities=False)
        return "\n".join("".join(paragraph.itertext("{*}t")) for _end, paragraph in islice(found, PARAGRAPHS))


READERS: Mapping[Kind, Callable[[bytes], str]] = {PDF: _of_pdf, DOCX: _of_word}
