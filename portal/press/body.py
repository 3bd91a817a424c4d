"""The body of a letter: typed lines told apart as headings and paragraphs."""

import re

from portal.press.layout import GRAVE, Block, Heading, Layout, Paragraph, Roster
from portal.press.punctuation import CLOSING, clean

NUMBERS = "一二三四五六七八九十百"
LEVELS = (
    (1, re.compile(f"[{NUMBERS}]+、")),
    (2, re.compile(f"[（(][{NUMBERS}]+[）)]")),
    (3, re.compile(r"\d{1,2}[.．](?!\d)")),
    (4, re.compile(r"[（(]\d{1,2}[）)]")),
)
FORMS = str.maketrans("()．", "（）.")
"""Numbers are set with full-width brackets and a half-width stop, however they were typed."""

LONGEST_HEADING = 40
"""A first sentence longer than this is text: only its number is set in the heading's face."""


ROSTER = re.compile("(主持|出席|列席|请假|记录)：")


def blocks(text: str, layout: Layout = Layout.XINHAN) -> tuple[Block, ...]:
    """Tell headings (`一、`, `（一）`, `1.`, `（1）`) from paragraphs, a line each; empty lines fall away.

    Minutes have rosters too (`出席：`), and on a lawyer's paper a text marked as grave is printed in red.
    """
    return tuple(_block(line, layout) for line in map(clean, text.splitlines()) if line)


def _block(line: str, layout: Layout) -> Block:
    roster = ROSTER.match(line) if layout is Layout.JIYAO else None
    if roster:
        return Roster(roster[1], line[roster.end() :])
    grave = layout is Layout.YIJIANSHU and GRAVE in line[:20]
    for level, pattern in LEVELS:
        number = pattern.match(line)
        if number:
            return _heading(level, number[0].translate(FORMS), line[number.end() :].lstrip(), grave=grave)
    return Paragraph(line, grave)


def _heading(level: int, number: str, words: str, *, grave: bool) -> Heading:
    """Let the first sentence be the heading if it is short enough; what follows runs on in the text's face.

    A heading on a line of its own ends without a full stop. A numbered sentence that is all of its line is text, as
    what a conference agreed is, point by point: only its number is set in the heading's face.
    """
    stop = words.find("。") + 1
    end = stop or len(words)
    if end > LONGEST_HEADING or not words[stop:].strip(CLOSING):
        end = 0
    return Heading(level, number + words[:end], words[end:], grave)
