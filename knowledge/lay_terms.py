"""Everyday words and the words that documents use for them (`lay_terms.tsv`: 房租 → 租金)."""

import re
from functools import cache
from pathlib import Path

from knowledge.analysis import normalise, words

_TABLE = Path(__file__).with_name("lay_terms.tsv")


@cache
def lay_terms() -> dict[str, tuple[str, ...]]:
    """Return the table, normalised: everyday word to document words."""
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {normalise(lay): tuple(normalise(legal).split("|")) for lay, legal in rows}


@cache
def _finder() -> re.Pattern[str]:
    """Any everyday word of two characters or more, the longest first; overlapping ones are all found."""
    long = sorted((word for word in lay_terms() if len(word) > 1), key=len, reverse=True)
    return re.compile("(?=(" + "|".join(map(re.escape, long)) + "))")


def document_words(question: str) -> list[str]:
    """Return the document words for every everyday word in a normalised question, in the question's order.

    A word inside a longer one that also matches is passed over: 农民工 does not bring in 民工. A single character (税)
    counts only where it stands as a word of its own.
    """
    found: list[str] = []
    covered = 0
    for match in _finder().finditer(question):
        if match.end(1) > covered:
            covered = match.end(1)
            found.extend(lay_terms()[match[1]])
    for word in words(question):
        if len(word) == 1:
            found.extend(lay_terms().get(word, ()))
    return list(dict.fromkeys(found))
