"""Plain text and Markdown."""

import codecs
import re

from knowledge.importing.drafts import Line
from knowledge.importing.refusals import ImportRefusedError, Refusal

_MARKS = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+)")
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def decoded(content: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16 with a mark, or GB 18030; refused when they are none of these."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportRefusedError(Refusal.UNREADABLE)


def read_text(content: bytes) -> tuple[str, list[Line]]:
    """Read every line as a paragraph; the title is left to the outline."""
    return "", [Line(line) for line in decoded(content).splitlines()]


def read_markdown(content: bytes) -> tuple[str, list[Line]]:
    """Read Markdown without its marks; a level-one heading is the title."""
    text = decoded(content)
    title = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    lines = []
    for line in text.splitlines():
        bare = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _MARKS.sub("", line)))
        lines.append(Line("" if title and line == title[0] else bare))
    return title[1].strip() if title else "", lines
