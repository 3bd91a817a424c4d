"""Who has which turn when several people take turns; and what a roster lacks. Pure: people are numbers."""

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

Place = tuple[date, str]
"""A day and the name of a turn of that day."""


class Step(enum.StrEnum):
    """How long each has it before the next one comes: one turn, all turns of a day, all of a calendar week."""

    TURN = "turn"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True)
class Span:
    """A turn that somebody has."""

    number: int
    person: int
    begins: datetime
    ends: datetime


def _bundle(place: Place, step: Step) -> object:
    on = place[0]
    return on.isocalendar()[:2] if step is Step.WEEK else on if step is Step.DAY else place


def rotate(places: Iterable[Place], people: Sequence[int], step: Step) -> Iterator[tuple[Place, int]]:
    """Give the places in their order to the people in theirs, beginning anew after the last; yield place and person.

    Raises ValueError where there is nobody.
    """
    if not people:
        raise ValueError("nobody to take turns")
    bundles: dict[object, int] = {}
    for place in places:
        turn = bundles.setdefault(_bundle(place, step), len(bundles))
        yield place, people[turn % len(people)]


def double(spans: Iterable[Span]) -> frozenset[int]:
    """Return the numbers of the turns during which their person also has another."""
    of_person: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        of_person[span.person].append(span)
    return frozenset(number for own in of_person.values() for number in _overlapping(own))


def _overlapping(own: list[Span]) -> Iterator[int]:
    """Yield both of two that overlap: each is held against the one that has lasted longest so far."""
    longest: Span | None = None
    for span in sorted(own, key=lambda one: (one.begins, one.ends)):
        if longest and span.begins < longest.ends:
            yield from (longest.number, span.number)
        if longest is None or span.ends > longest.ends:
            longest = span
