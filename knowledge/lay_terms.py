"""Everyday words and the words documents use for them (房租 → 租金); `lay_terms.tsv` holds those that are shipped."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path

import rjieba

from knowledge.analysis import normalise, words

_TABLE = Path(__file__).with_name("lay_terms.tsv")


@dataclass(frozen=True)
class LayTerms:
    """A dictionary, normalised: everyday word to document words."""

    table: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, rows: Mapping[str, Iterable[str]]) -> "LayTerms":
        """Return a dictionary of these rows; a word without document words is left out."""
        normalised = {normalise(lay): tuple(map(normalise, legal)) for lay, legal in rows.items()}
        return cls({lay: legal for lay, legal in normalised.items() if lay and legal})

    def changed(self, rows: Mapping[str, Iterable[str]]) -> "LayTerms":
        """Return this dictionary with rows added or put in the place of its own; an empty row takes a word away."""
        return LayTerms.of({**self.table, **{normalise(lay): legal for lay, legal in rows.items()}})

    def document_words(self, question: str) -> list[str]:
        """Return the document words for every everyday word in a normalised question, in the question's order.

        A word inside a longer one that also matches is passed over: 农民工 does not bring in 民工. So is one that cuts
        through two words: 担责 is not in 承担责任. A single character (税) counts only where it stands as a word of its
        own.
        """
        found: list[str] = []
        covered = 0
        bounds = {0, *accumulate(map(len, rjieba.cut(question)))}
        for match in self._finder.finditer(question) if self._finder else ():
            if match.end(1) > covered and bounds.intersection(match.span(1)):
                covered = match.end(1)
                found.extend(self.table[match[1]])
        for word in words(question):
            if len(word) == 1:
                found.extend(self.table.get(word, ()))
        return list(dict.fromkeys(found))

    @cached_property
    def _finder(self) -> re.Pattern[str] | None:
        """Any everyday word of two characters or more, the longest first; overlapping ones are all found."""
        long = sorted((word for word in self.table if len(word) > 1), key=len, reverse=True)
        return re.compile("(?=(" + "|".join(map(re.escape, long)) + "))") if long else None


@cache
def shipped_terms() -> LayTerms:
    """Return the dictionary that comes with the library."""
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return LayTerms.of({lay: legal.split("|") for lay, legal in rows})
