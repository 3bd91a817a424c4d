"""A printed letter as it lies on the desk: characters, lines, rules and curves in millimetres, read with pdfplumber."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pdfplumber

MM = 25.4 / 72
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0


@dataclass(frozen=True)
class Glyph:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str
    colour: tuple[float, ...]

    @property
    def red(self) -> bool:
        return self.colour[0] >= 0.75 and max(self.colour[1:]) <= 0.25

    @property
    def grave(self) -> bool:
        """Red and of 3 号: a grave risk in the text, which neither the head nor the seal is."""
        return self.red and abs(self.size - 16) < 0.1


@dataclass(frozen=True)
class Line:
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def top(self) -> float:
        return Counter(round(glyph.top, 2) for glyph in self.glyphs).most_common(1)[0][0]

    @property
    def bottom(self) -> float:
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        return Counter(round(glyph.size, 2) for glyph in self.glyphs).most_common(1)[0][0]


@dataclass(frozen=True)
class Box:
    left: float
    right: float
    top: float
    bottom: float
    colour: tuple[float, ...]

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class Sheet:
    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    boxes: tuple[Box, ...]
    curves: tuple[Box, ...]

    @property
    def lines(self) -> list[Line]:
        """Lines of text inside the type area, top to bottom; the seal's and the head's red words are none."""
        text = [glyph for glyph in self.glyphs if (glyph.grave or not glyph.red) and glyph.bottom < BOTTOM + 1]
        return _lines(text)

    @property
    def grid(self) -> list[Line]:
        """Lines of 3 号, which are those of the letter without title, number and what stands at the foot."""
        return [line for line in self.lines if abs(line.size - 16) < 0.1]

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def rules(self) -> list[Box]:
        """Horizontal rules that are as wide as the type area or wider, top to bottom."""
        return sorted((box for box in self.boxes if box.width > 150 and box.height < 2), key=lambda box: box.top)

    @property
    def page_number(self) -> Line | None:
        below = [glyph for glyph in self.glyphs if glyph.top > BOTTOM + 1]
        return _lines(below)[0] if below else None


def _lines(glyphs: list[Glyph]) -> list[Line]:
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.top + glyph.bottom, glyph.left)):
        middle = (glyph.top + glyph.bottom) / 2
        if lines and abs((lines[-1][0].top + lines[-1][0].bottom) / 2 - middle) < 1.5:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [Line(tuple(sorted(line, key=lambda glyph: glyph.left))) for line in lines]


def read(pdf: bytes) -> list[Sheet]:
    """Measure every page."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_sheet(number, page) for number, page in enumerate(document.pages, 1)]


def _sheet(number: int, page: Any) -> Sheet:
    glyphs = [
        Glyph(
            char["text"],
            *(round(char[edge] * MM, 3) for edge in ("x0", "x1", "top", "bottom")),
            round(char["size"], 2),
            char["fontname"].partition("+")[2],
            _rgb(char["non_stroking_color"]),
        )
        for char in page.chars
        if char["text"].strip() and char["upright"]
    ]
    boxes = [_box(shape) for shape in (*page.rects, *page.lines)]
    return Sheet(
        number,
        page.width * MM,
        page.height * MM,
        tuple(glyphs),
        tuple(boxes),
        tuple(_box(curve) for curve in page.curves),
    )


def _box(shape: dict[str, Any]) -> Box:
    colour = shape["non_stroking_color"] if shape["fill"] else shape["stroking_color"]
    return Box(*(shape[edge] * MM for edge in ("x0", "x1", "top", "bottom")), _rgb(colour))


def _rgb(colour: Any) -> tuple[float, ...]:
    values = tuple(colour) if isinstance(colour, (tuple, list)) else (colour,)
    return values * 3 if len(values) == 1 else values


def pitches(lines: list[Line]) -> list[float]:
    """Distances from line to line in points."""
    return [(after.top - before.top) / MM for before, after in pairwise(lines)]


def chinese(text: str) -> bool:
    """Whether a text has nothing but Chinese characters: no marks, no digits."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff]+", text))
