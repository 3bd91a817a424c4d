"""Charts as geometry: where lines, bars and words stand in a drawing some hundreds of units wide.

A chart is drawn twice, wide and narrow, so that its words keep their size on a phone (``macros/charts.html``).
Nothing here is decided by colour alone: lines differ in dash and dot, bars that miss their goal in colour and word.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDE, NARROW = 500, 300
LETTER = 14  # units a Chinese character is wide; digits are narrower, so columns measured by it always suffice
TOP, LEFT = 14, 36
AXIS_ROOM = 30  # under the plot, for the words of the axis
LINE_HEIGHT = 18
MOST_STEPS = 5
ROW, GAP = 30, 8
MOST_FOR_NAMES = 0.5  # of the width


@dataclass(frozen=True)
class Series:
    """Values over the labels of a chart, in their order."""

    name: str
    values: Sequence[int]

    @property
    def room(self) -> float:
        """How wide the name with the last value behind it is; digits, written bold, are narrower than characters."""
        return len(self.name) * LETTER + len(str(self.values[-1] if self.values else 0)) * LETTER * 0.7


@dataclass(frozen=True)
class Word:
    """Words at a place; ``y`` is their baseline."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Line:
    """A drawn series: its points, and its name with the last value at the end of it."""

    points: tuple[tuple[float, float], ...]
    name: Word

    @property
    def path(self) -> str:
        """The points as SVG wants them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True)
class LineDrawing:
    """A line chart at one width: ``rules`` are the horizontal ones with their numbers, the lowest is the axis."""

    width: int
    height: int
    left: float
    right: float
    rules: tuple[Word, ...]
    ticks: tuple[Word, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class LineChart:
    """One or two series over the same labels, e.g. what came in and what was closed, week by week."""

    labels: Sequence[str]
    series: Sequence[Series]

    def drawn(self, width: int, height: int = 230) -> LineDrawing:
        """Return where everything stands in a drawing ``width`` units wide."""
        step, top = scale(max((value for one in self.series for value in one.values), default=0))
        room = max(one.room for one in self.series) + 2 * GAP
        right, bottom = round(width - room, 1), height - AXIS_ROOM
        x = _spread(len(self.labels), LEFT, right)
        unit = (bottom - TOP) / top

        def y(value: float) -> float:
            return round(bottom - value * unit, 1)

        ends = _apart([y(one.values[-1]) + LETTER / 3 if one.values else bottom for one in self.series])
        every = math.ceil(len(self.labels) / max(1, int((right - LEFT) // (LETTER * 4))))
        last = len(self.labels) - 1
        return LineDrawing(
            width=width,
            height=height,
            left=LEFT,
            right=right,
            rules=tuple(Word(LEFT - GAP, y(value), f"{value:,}") for value in range(0, top + 1, step)),
            ticks=tuple(
                Word(x[n], height - GAP, label) for n, label in enumerate(self.labels) if (last - n) % every == 0
            ),
            lines=tuple(
                Line(
                    tuple(zip(x, map(y, one.values), strict=True)),
                    Word(right + GAP, end, f"{one.name}{one.values[-1] if one.values else 0}"),
                )
                for one, end in zip(self.series, ends, strict=True)
            ),
        )


@dataclass(frozen=True)
class Bar:
    """A bar: its name, its length as a share of the longest possible (0–1), its value in words and a note behind."""

    name: str
    share: float
    value: str
    note: str = ""
    misses: bool = False


@dataclass(frozen=True)
class BarDrawing:
    """A bar chart at one width. ``rows`` are (bar, y, length); every bar begins at ``left`` and may reach ``right``.

    Where the names would take the room of the bars, they stand ``above`` them.
    """

    width: int
    height: int
    left: float
    right: float
    rows: tuple[tuple[Bar, float, float], ...]
    goal: float | None
    above: bool


@dataclass(frozen=True)
class BarChart:
    """Bars one under the other, in the given order, with a goal to compare with where there is one (0–1)."""

    bars: Sequence[Bar]
    goal: float | None = None
    goal_words: str = ""

    def drawn(self, width: int) -> BarDrawing:
        """Return where everything stands; the note is left out of a narrow drawing."""
        names = (max((len(bar.name) for bar in self.bars), default=0) + 1) * LETTER + GAP
        above = names > width * MOST_FOR_NAMES
        left, row = (0, ROW + LINE_HEIGHT) if above else (names, ROW)
        values = max((len(bar.value) for bar in self.bars), default=0) * LETTER * 0.7
        notes = max((len(bar.note) for bar in self.bars), default=0) * LETTER * 0.7 if width >= WIDE else 0
        right = round(width - values - notes - 2 * GAP, 1)
        top = LINE_HEIGHT + GAP if self.goal is not None else GAP
        first = top + (LINE_HEIGHT if above else 0)
        rows = tuple(
            (bar, first + n * row, round(min(1.0, max(0.0, bar.share)) * (right - left), 1))
            for n, bar in enumerate(self.bars)
        )
        goal = None if self.goal is None else round(left + self.goal * (right - left), 1)
        return BarDrawing(width, top + len(self.bars) * row, left, right, rows, goal, above)


def scale(highest: int) -> tuple[int, int]:
    """Return step and top of an axis that begins at 0: 1, 2 or 5 times a power of ten, in at most five steps."""
    step, factors = 1, (2, 2.5, 2)
    for n in range(60):
        if step * MOST_STEPS >= highest:
            break
        step = int(step * factors[n % 3])
    return step, step * max(1, math.ceil(highest / step))


def _spread(count: int, first: float, last: float) -> list[float]:
    """Return ``count`` places from first to last; a single one stands in the middle."""
    if count == 1:
        return [round((first + last) / 2, 1)]
    return [round(first + (last - first) * n / (count - 1), 1) for n in range(count)]


def _apart(heights: Sequence[float]) -> list[float]:
    """Move words at the ends of lines so far apart that none covers another."""
    placed = dict(enumerate(heights))
    order = sorted(placed, key=lambda n: placed[n])
    for above, below in itertools.pairwise(order):
        placed[below] = max(placed[below], placed[above] + LINE_HEIGHT)
    return [round(placed[n], 1) for n in range(len(heights))]
