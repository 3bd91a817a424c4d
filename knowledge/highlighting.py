"""Where a question's words stand in a text, as segments that the caller escapes and marks."""

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from knowledge.analysis import normalise


class Segment(NamedTuple):
    """A piece of text and whether it is a hit."""

    text: str
    is_hit: bool


class Highlighter:
    """Finds a question's words, any number of texts over."""

    def __init__(self, terms: Iterable[str]) -> None:
        longest_first = sorted({term for term in terms if term}, key=lambda term: (-len(term), term))
        pattern = "(?=(" + "|".join(map(re.escape, longest_first)) + "))"
        self._pattern = re.compile(pattern) if longest_first else None

    def segments(self, text: str, limit: int | None = None) -> tuple[Segment, ...]:
        """Cut the text at its hits; with a limit, take the stretch of that many characters that has the most of them.

        Joined, the segments are the text itself (or the stretch of it, with … where something was left out).
        """
        spans = self._spans(normalise(text))
        start, end = (0, len(text)) if limit is None or len(text) <= limit else _densest(text, spans, limit)
        pieces: list[Segment] = [Segment("…", is_hit=False)] if start else []
        at = start
        for left, right in spans:
            if right <= start or left >= end:
                continue
            if left > at:
                pieces.append(Segment(text[at:left], is_hit=False))
            pieces.append(Segment(text[max(left, at) : min(right, end)], is_hit=True))
            at = min(right, end)
        if at < end:
            pieces.append(Segment(text[at:end], is_hit=False))
        if end < len(text):
            pieces.append(Segment("…", is_hit=False))
        return tuple(pieces)

    def _spans(self, plain: str) -> list[tuple[int, int]]:
        """Stretches covered by terms, merged where they touch."""
        merged: list[tuple[int, int]] = []
        for match in self._pattern.finditer(plain) if self._pattern else ():
            left, right = match.span(1)
            if merged and left <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
            else:
                merged.append((left, right))
        return merged


def _densest(text: str, spans: list[tuple[int, int]], limit: int) -> tuple[int, int]:
    """Find the window of `limit` characters, begun after a punctuation mark if one is near, with the most hits."""
    marked = bytearray(len(text))
    for left, right in spans:
        marked[left:right] = b"\1" * (right - left)
    marked_before = [0, *accumulate(marked)]
    starts = [0, *(max(0, min(left - 12, len(text) - limit)) for left, _ in spans)]
    best = max(starts, key=lambda start: (marked_before[start + limit] - marked_before[start], -start))
    for at in range(best, min(best + 12, len(text) - 1)):
        if at and text[at - 1] in "。；，、！？：\n":
            return at, min(at + limit, len(text))
    return best, min(best + limit, len(text))
