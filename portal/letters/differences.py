"""What changed between two texts of a letter, paragraph by paragraph and inside a paragraph word by word. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

import rjieba

ALIKE = 0.4
"""The share of common words from which a paragraph counts as changed rather than as another one."""


class Change(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    ADDED = "ins"
    TAKEN = "del"


@dataclass(frozen=True)
class Stretch:
    """Some text with what became of it."""

    change: Change
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that changed, or a run of ``unchanged`` ones, which have no stretches."""

    stretches: tuple[Stretch, ...] = ()
    unchanged: int = 0


def differences(before: str, after: str) -> list[Paragraph]:
    """Return the paragraphs in their order, unchanged ones only counted; an empty list when nothing changed."""
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return []
    return list(_paragraphs(old, new))


def _paragraphs(old: list[str], new: list[str]) -> Iterator[Paragraph]:
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Paragraph(unchanged=last - first)
            continue
        for taken, added in zip_longest(old[first:last], new[begin:end], fillvalue=""):
            yield from _changed(taken, added)


def _changed(taken: str, added: str) -> Iterator[Paragraph]:
    """Yield one paragraph with the changes in it, or the old one and the new one where they have little in common."""
    old, new = _words(taken), _words(added)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() >= ALIKE:
        yield Paragraph(tuple(_stretches(matcher, old, new)))
        return
    if taken:
        yield Paragraph((Stretch(Change.TAKEN, taken),))
    if added:
        yield Paragraph((Stretch(Change.ADDED, added),))


def _stretches(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Stretch]:
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            yield Stretch(Change.SAME, "".join(old[first:last]))
            continue
        if last > first:
            yield Stretch(Change.TAKEN, "".join(old[first:last]))
        if end > begin:
            yield Stretch(Change.ADDED, "".join(new[begin:end]))


def _words(text: str) -> list[str]:
    return list(rjieba.cut(text))
