"""Plain text and Markdown."""

import codecs
import re

import yaml

from knowledge.importing.drafts import Line
from knowledge.importing.refusals import ImportRefusedError, Refusal

_MARKS = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+)")
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"`{3}.*|~{3}.*|[-*_]{3,}|[\s|:-]+")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,10000}?\n)---[ \t]*(?:\n|$)", re.DOTALL)
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
    """Read Markdown without its marks; the title is that of its front matter or a level-one heading."""
    facts, text = _front_matter(decoded(content))
    heading = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    title = facts.get("title") or (heading[1].strip() if heading else "")
    lines = [Line(facts["number"])] if facts.get("number") else []
    for line in text.splitlines():
        cells = " ".join(line.replace("|", " ").split()) if _TABLE_ROW.match(line) else line
        plain = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _MARKS.sub("", cells))).strip()
        lines.append(Line("" if plain == title or _RULE.fullmatch(line.strip()) else plain))
    return title, lines


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Part the facts that a file begins with, between two lines of ---, from its text; only plain ones are of use."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    try:
        facts = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        facts = None
    known = facts if isinstance(facts, dict) else {}
    plain = {str(name): value.strip() for name, value in known.items() if isinstance(value, str)}
    return plain, text[found.end() :]
