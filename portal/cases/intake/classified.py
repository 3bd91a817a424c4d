"""Files that carry the mark of a secret are not taken in: what is read of a file to see it.

Read are the name, and the text of PDF, Word, Excel and OFD files. What is a picture, a scanned page too, is not read;
the pages on which files are chosen say so.
"""

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from flask_babel import gettext as _
from lxml import etree
from pypdf import PdfReader

from forms.classified import secret_mark
from portal.attachments.content import DOCX, OFD, PDF, XLSX, Kind

log = logging.getLogger(__name__)
PAGES = 20  # the mark stands at the top of the first page (GB/T 9704—2012, 7.2.2); a bundle has several papers
PIECES = 5_000  # paragraphs, cells or lines of text
# The parts of a package that people read: in Word headers besides the text, in Excel texts of cells, headers of sheets
# and their names, in OFD pages and what repeats on each.
WORD_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml", re.IGNORECASE)
EXCEL_PARTS = re.compile(r"xl/(?:sharedStrings|workbook|worksheets/[^/]+)\.xml", re.IGNORECASE)
OFD_PARTS = re.compile(r".*/(?:Pages|Tpls|Temps)/.*\.xml", re.IGNORECASE)
EXCEL_TEXTS = ("{*}si", "{*}is", "{*}oddHeader", "{*}oddFooter", "{*}firstHeader", "{*}firstFooter", "{*}sheet")


def marked_secret(name: str, kind: Kind, content: bytes) -> str:
    """Return why a file is not taken, where its name or its text is marked as secret; otherwise nothing."""
    mark = secret_mark(name) or secret_mark(text_of(kind, content))
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


def text_of(kind: Kind, content: bytes) -> str:
    """Return the text of a file; nothing of a picture, or of a file that cannot be read."""
    read = READERS.get(kind)
    try:
        return "\n".join(islice(read(content), PIECES)) if read else ""
    except Exception as broken:  # noqa: BLE001  anybody's file may break a reader anywhere, and then bears no mark
        log.info("a file could not be read for marks: %s", type(broken).__name__)
        return ""


def _of_pdf(content: bytes) -> Iterator[str]:
    for page in islice(PdfReader(io.BytesIO(content)).pages, PAGES):
        yield page.extract_text()


def _of_package(content: bytes, parts: re.Pattern[str], *tags: str) -> Iterator[str]:
    """Yield what stands in elements of these tags, also in tables and frames, where a mark is often set."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in filter(parts.fullmatch, package.namelist()):
            with package.open(name) as part:
                for _end, element in etree.iterparse(part, tag=tags, resolve_entities=False):
                    yield element.get("name", "") + "".join(element.itertext("{*}t", "{*}TextCode", element.tag))
                    element.clear()


def _of_word(content: bytes) -> Iterator[str]:
    return _of_package(content, WORD_PARTS, "{*}p")


def _of_excel(content: bytes) -> Iterator[str]:
    return _of_package(content, EXCEL_PARTS, *EXCEL_TEXTS)


def _of_ofd(content: bytes) -> Iterator[str]:
    return _of_package(content, OFD_PARTS, "{*}TextCode")


READERS: Mapping[Kind, Callable[[bytes], Iterator[str]]] = {
    PDF: _of_pdf,
    DOCX: _of_word,
    XLSX: _of_excel,
    OFD: _of_ofd,
}
