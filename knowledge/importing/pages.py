"""PDF with a text layer: lines of print put together to paragraphs again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from knowledge.importing.drafts import Line
from knowledge.importing.refusals import MOST_PAGES, ImportRefusedError, Refusal
from knowledge.numbering import leading_number

_FEWEST_CHARACTERS_A_PAGE = 20
_SHORT_OF_FULL = 0.8
_USUAL_SHARE = 0.9
_EDGE_LINES = 2
_FEWEST_PAGES = 2
_PAGE_NUMBER = re.compile(r"[-—–－·]*(?:第)?\d{1,4}(?:页)?(?:(?:[/／,，]?共|[/／])\d{1,4}页?)?[-—–－·]*")
_CHANGING = re.compile(r"[\s\d]+")
_SENTENCE = re.compile("[，。；：！？]")
_BROKEN_WORD = re.compile(r"(?<=[A-Za-z])[-\u00ad]$")


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
    return "", [Line(text) for text in paragraphs(list(_body([_printed(page) for page in pages])))]


def _texts(reader: PdfReader) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise ImportRefusedError(Refusal.PASSWORD)
    if len(reader.pages) > MOST_PAGES:
        raise ImportRefusedError(Refusal.TOO_LONG)
    return [page.extract_text() for page in reader.pages]


def _printed(page: str) -> list[str]:
    """Return the lines of a page that say something; a page number says nothing."""
    lines = (line.strip() for line in page.splitlines())
    return [line for line in lines if line and not _PAGE_NUMBER.fullmatch("".join(line.split()))]


def _body(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of all pages but for running heads: what stands at the edge of half the pages, digits apart.

    A sentence or a point is none. A text layer may have a page's head after its text, so both ends of it are edges.
    """
    repeated = Counter(key for page in pages for key in {_key(line) for line in _edge(page)})
    often = max(_FEWEST_PAGES, len(pages) / 2)
    for page in pages:
        last = len(page) - _EDGE_LINES
        for at, line in enumerate(page):
            at_edge = at < _EDGE_LINES or at >= last
            spoken = _SENTENCE.search(line) or leading_number(line)
            if spoken or not at_edge or repeated[_key(line)] < often:
                yield line


def _edge(page: Sequence[str]) -> Sequence[str]:
    return [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]


def _key(line: str) -> str:
    return _CHANGING.sub("", line)


def paragraphs(printed: list[str]) -> list[str]:
    """Join a line to the one before when that one is full and does not end a sentence, and this one has no number."""
    lengths = sorted(map(len, printed))
    full = lengths[int(_USUAL_SHARE * (len(lengths) - 1))] * _SHORT_OF_FULL if lengths else 0.0
    joined: list[str] = []
    goes_on = False
    for line in printed:
        if goes_on and not leading_number(line):
            joined[-1] = _joined(joined[-1], line)
        else:
            joined.append(line)
        goes_on = len(line) >= full and not line.endswith(("。", "；", "："))
    return joined


def _joined(before: str, line: str) -> str:
    """Put two lines together: a Latin word that was broken becomes whole, two of them stay apart."""
    whole, broken = _BROKEN_WORD.subn("", before)
    apart = not broken and (before[-1:] + line[:1]).isascii() and before[-1:].isalnum() and line[:1].isalnum()
    return f"{whole} {line}" if apart else whole + line
