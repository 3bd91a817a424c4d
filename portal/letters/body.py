"""The body of a letter: typed lines told apart as headings and paragraphs."""

import re

from portal.letters.layout import Block, Heading, Paragraph
from portal.letters.punctuation import clean

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


def blocks(text: str) -> tuple[Block, ...]:
    """Tell headings (`一、`, `（一）`, `1.`, `（1）`) from paragraphs, a line each; empty lines fall away."""
    return tuple(_block(line) for line in map(clean, text.splitlines()) if line)


def _block(line: str) -> Block:
    for level, pattern in LEVELS:
        number = pattern.match(line)
        if number:
            return _heading(level, number[0].translate(FORMS), line[number.end() :].lstrip())
    return Paragraph(line)


def _heading(level: int, number: str, words: str) -> Heading:
    """Let the first sentence be the heading if it is short enough; what follows runs on in the text's face."""
    end = words.find("。") + 1 or len(words)
    if end > LONGEST_HEADING:
        end = 0
    return Heading(level, number + words[:end], words[end:])
