"""PDF with a text layer: lines of print put together to paragraphs again."""

import re
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from knowledge.importing.drafts import Line
from knowledge.importing.refusals import MOST_PAGES, ImportRefusedError, Refusal
from knowledge.numbering import leading_number

_FEWEST_CHARACTERS_A_PAGE = 20
_SHORT_OF_FULL = 0.8
_PAGE_NUMBER = re.compile(r"\s*[-—–－·]*\s*(?:第\s*)?\d{1,4}(?:\s*页)?\s*[-—–－·]*\s*")


def read_pdf(content: bytes) -> tuple[str, list[Line]]:
    """Read all pages; refused when locked, broken, or without a text layer. The title is left to the outline."""
    try:
        pages = _texts(PdfReader(BytesIO(content)))
    except ImportRefusedError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        # pypdf meets a broken file with any of these; a refusal is a ValueError too and has gone its way above
        raise ImportRefusedError(Refusal.UNREADABLE) from error
    if sum(len(page.strip()) for page in pages) < _FEWEST_CHARACTERS_A_PAGE * len(pages):
        raise ImportRefusedError(Refusal.SCANNED)
    printed = [line.strip() for page in pages for line in page.splitlines() if not _PAGE_NUMBER.fullmatch(line)]
    return "", [Line(text) for text in _paragraphs(printed)]


def _texts(reader: PdfReader) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise ImportRefusedError(Refusal.PASSWORD)
    if len(reader.pages) > MOST_PAGES:
        raise ImportRefusedError(Refusal.TOO_LONG)
    return [page.extract_text() for page in reader.pages]


def _paragraphs(printed: list[str]) -> list[str]:
    """Join a line to the one before when that one is full and does not end a sentence, and this one has no number."""
    full = max(map(len, printed), default=0) * _SHORT_OF_FULL
    joined: list[str] = []
    goes_on = False
    for line in filter(None, printed):
        if goes_on and not leading_number(line):
            joined[-1] += line
        else:
            joined.append(line)
        goes_on = len(line) >= full and not line.endswith(("。", "；", "："))
    return joined
