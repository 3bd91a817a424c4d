"""The size of the red name at the head of a letter (发文机关标志), as large as it is long."""

from dataclasses import dataclass

from portal.press.titles import width

LARGEST, SMALLEST = 42.0, 32.0
"""Points. §7.2.4 leaves the size to the office; below the smallest the name is condensed instead."""

NARROWEST = 0.6
"""Times its own width: a name is condensed no further; a longer one is set smaller."""

WIDEST = 425.0
"""Points: the width of the type area (156 mm) less a little air."""

MILLIMETRE = 72 / 25.4
"""Points."""

INK = 0.05
"""Of the em: how far below the top of its em box a character of 小标宋 begins."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How to set the name, and where what follows it goes; millimetres from the top of the type area (37 mm)."""

    points: float
    spacing: float
    scale: float
    top: float

    @property
    def rule(self) -> float:
        """Top of the double rule of a 信函: 4 mm below the name (§10.1)."""
        return round(self.top + self.points / MILLIMETRE + 4, 3)

    @property
    def below(self) -> float:
        """Top of the line of the document number: its characters begin 4.9 mm below the double rule (7/8 of 3 号)."""
        half_leading = (10.227 - 16 / MILLIMETRE) / 2
        return round(self.rule + 1 + 4.9 - half_leading, 3)


def mark_size(name: str, ending: str = "") -> Mark:
    """Fit a name into one line: large if short, spaced out if very short, condensed if long.

    The ink begins 30 mm below the edge of the paper, 7 mm above the type area.
    """
    ems = width(name + ending)
    points = round(min(LARGEST, max(WIDEST / ems, min(SMALLEST, WIDEST / ems / NARROWEST))), 2)
    spacing = round(min(0.4, max(0.0, (9 - ems) * 0.1)), 2)
    scale = round(min(1.0, WIDEST / (ems * points)), 4)
    return Mark(points, spacing, scale, round(-7 - INK * points / MILLIMETRE, 3))


def longest(names: tuple[str, ...]) -> str:
    """Return the widest of several names, after which all are sized."""
    return max(names, key=width)


def spacing_to(name: str, widest: str) -> float:
    """Space the characters of a name (ems) so that it is as wide as the widest: joint issuers stand as a block."""
    gaps = max(1, len(name) - 1)
    return round((width(widest) - width(name)) / gaps, 4)
