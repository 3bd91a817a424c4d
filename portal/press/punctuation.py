"""Chinese punctuation in lines: what may be broken, squeezed and stretched (避头尾, 标点挤压, 两端对齐)."""

import re
from collections.abc import Iterator

CLOSING = "，、。；：！？）》〉」』】〕”’"
OPENING = "（《〈「『【〔“‘"

BREAK, JOIN = "\u200b", "\u2060"
"""Zero-width space and word joiner: they steer the line breaker, draw nothing and do not reach the text of the PDF."""

INVISIBLE = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]"
)

SQUEEZED = re.compile(
    f"[{CLOSING}](?={BREAK}?[{CLOSING}])|(?<=[{CLOSING}{OPENING}])[{OPENING}]|"
    f"(?<=[{CLOSING}{OPENING}]{BREAK})[{OPENING}]"
)
"""Of two marks that meet, the one that gives up its empty half. Between two closing marks no line ends, and an opening
mark looks back only: so a mark is never wider when its line is drawn than when the line was measured."""

RIGID = re.compile(f"[\u0021-\u007e\u00c0-\u00d6\u00d8-\u024f\u0370-\u04ff{BREAK}{JOIN}]")
"""Characters of words, numbers and addresses in other scripts, which are not spread out."""

LONG_WORD = re.compile(r"[\u0021-\u007e]{15,}")


def clean(text: str) -> str:
    """Drop controls and invisible characters that come with pasted text; the words stay as they are."""
    return INVISIBLE.sub("", text).strip()


def breakable(text: str) -> str:
    """Add the break opportunities that Chinese has and Unicode's general rules lack, and take one away.

    A line may end before an opening and after a closing curly quote; a unit sign stays with its number; a code or
    an address of 15 characters or more may be broken anywhere, as its line would be spread out too far.
    """
    text = re.sub(f"(?<=[^{OPENING}\\s])(?=[“‘])|(?<=[”’])(?=[^{CLOSING}\\s])", BREAK, text)
    text = re.sub(r"(?<=\d)(?=[㎡㎥㎏㎜㎝㎞℃‰％])", JOIN, text)
    return LONG_WORD.sub(lambda word: BREAK.join(word[0]), text)


def squeezed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges (UTF-8) of marks to be set half as wide."""
    for match in SQUEEZED.finditer(text):
        start = len(text[: match.start()].encode())
        yield start, start + 3


def stretch(text: str) -> list[int]:
    """Say for each character whether the space beside it may grow: 1 for Chinese and spaces, 0 within other scripts."""
    return [0 if RIGID.match(character) else 1 for character in text]
