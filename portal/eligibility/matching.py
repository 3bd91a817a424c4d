"""To whom a measure applies: a rule, an enterprise's facts, and the two compared, one by one or a crowd at once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.vocabulary import Reopening, Sector, Size


@dataclass(frozen=True)
class Rule:
    """What an enterprise must be. An empty set, or None, asks nothing; of a set any member will do.

    ``from_on`` and ``until_on`` are the first and the last day on which it can be applied for.
    """

    sectors: frozenset[Sector] = frozenset()
    sizes: frozenset[Size] = frozenset()
    areas: frozenset[int] = frozenset()
    reopenings: frozenset[Reopening] = frozenset()
    above_scale: bool | None = None
    key: bool | None = None
    from_on: date | None = None
    until_on: date | None = None

    def is_open(self, today: date) -> bool:
        """Tell whether today lies within the rule's days, both included."""
        return (self.from_on or today) <= today <= (self.until_on or today)


@dataclass(frozen=True)
class Facts:
    """What a rule may ask of an enterprise. ``areas`` holds its own area and every unit above it."""

    sector: Sector
    size: Size
    areas: frozenset[int]
    reopening: Reopening
    above_scale: bool
    key: bool


def fits(rule: Rule, facts: Facts) -> bool:
    """Tell whether an enterprise is all that a rule asks; the days are :meth:`Rule.is_open`'s."""
    return (
        (not rule.sectors or facts.sector in rule.sectors)
        and (not rule.sizes or facts.size in rule.sizes)
        and (not rule.areas or not rule.areas.isdisjoint(facts.areas))
        and (not rule.reopenings or facts.reopening in rule.reopenings)
        and rule.above_scale in {None, facts.above_scale}
        and rule.key in {None, facts.key}
    )


class Crowd:
    """Many enterprises, compared with a rule all at once.

    Each value of a fact has a whole number in which bit n stands for enterprise n; a rule is then a few unions and
    intersections of such numbers, whatever the size of the crowd.
    """

    def __init__(self, crowd: Sequence[Facts]) -> None:
        self._all = (1 << len(crowd)) - 1
        members: dict[Hashable, bytearray] = defaultdict(lambda: bytearray(len(crowd) // 8 + 1))
        for place, facts in enumerate(crowd):
            for value in _values(facts):
                members[value][place >> 3] |= 1 << (place & 7)
        self._masks = {value: int.from_bytes(bits, "little") for value, bits in members.items()}

    def fitting(self, rule: Rule) -> int:
        """Return the number whose bits are the enterprises that fit the rule."""
        found = self._all
        for wanted in _asked(rule):
            union = 0
            for value in wanted:
                union |= self._masks.get(value, 0)
            found &= union
        return found

    def count(self, rule: Rule) -> int:
        """Return how many enterprises fit the rule."""
        return self.fitting(rule).bit_count()


def places(mask: int) -> Iterator[int]:
    """Return the places in the crowd for which a number's bits stand, in order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _values(facts: Facts) -> Iterable[Hashable]:
    yield from (facts.sector, facts.size, facts.reopening, ("above", facts.above_scale), ("key", facts.key))
    yield from (("area", area) for area in facts.areas)


def _asked(rule: Rule) -> Iterator[Iterable[Hashable]]:
    yield from (asked for asked in (rule.sectors, rule.sizes, rule.reopenings) if asked)
    if rule.areas:
        yield [("area", area) for area in rule.areas]
    for name, wanted in (("above", rule.above_scale), ("key", rule.key)):
        if wanted is not None:
            yield [(name, wanted)]
