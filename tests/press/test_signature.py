"""Checks C22 to C27 of signature, date and seal."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from portal.press.layout import DATE, Seal
from tests.press.paper import MM, RIGHT, Box, Line, Sheet
from tests.press.samples import ALL, WENJIAN, XINHAN

Read = Callable[[str], list[Sheet]]
LETTERS = [*XINHAN, *WENJIAN]
SEALED = [name for name in LETTERS if ALL[name].seal is Seal.SAMPLE and len(ALL[name].issuers) == 1]
PLAIN = [name for name in LETTERS if ALL[name].seal is Seal.NONE and len(ALL[name].issuers) == 1]
CHARACTER = 16 * 0.987 * MM
LINE = 10.227


def signing_sheet(sheets: list[Sheet], name: str) -> tuple[Sheet, int]:
    """Find the page that is signed, and which of its lines is the date."""
    for sheet in reversed(sheets):
        for index, line in enumerate(sheet.lines):
            if line.text == ALL[name].date:
                return sheet, index
    raise AssertionError(f"{name} has no date")


def signed(sheet: Sheet, date: int, name: str) -> tuple[list[Line], Line]:
    """Find the lines of the name above the date, and the line above them."""
    start = date
    while ALL[name].issuers[-1].endswith("".join(line.text for line in sheet.lines[start - 1 : date])):
        start -= 1
    return sheet.lines[start:date], sheet.lines[start - 1]


def seal(sheet: Sheet) -> Box:
    return max(sheet.curves, key=lambda curve: curve.width)


@pytest.mark.parametrize("name", LETTERS)
def test_the_date_is_written_as_prescribed(name: str, sheets: Read) -> None:
    sheet, index = signing_sheet(sheets(name), name)
    assert DATE.fullmatch(sheet.lines[index].text)


@pytest.mark.parametrize("name", LETTERS)
def test_the_signature_stands_on_a_page_with_text(name: str, sheets: Read) -> None:
    sheet, index = signing_sheet(sheets(name), name)
    rows = 2 if "joint and sealed" in name else len(ALL[name].signed_by)
    before = [line.text for line in sheet.lines[: index - rows]]
    assert any(not line.startswith("附件") and not re.match(r"\d\.", line) for line in before)


@pytest.mark.parametrize("name", SEALED)
def test_with_a_seal_the_date_keeps_four_characters_and_the_name_is_centred_on_it(name: str, sheets: Read) -> None:
    sheet, index = signing_sheet(sheets(name), name)
    date, (names, _) = sheet.lines[index], signed(sheet, index, name)
    assert "".join(line.text for line in names) == ALL[name].issuers[0]
    assert RIGHT - date.right == pytest.approx(4 * 16 * MM, abs=0.6)
    if len(names) == 1:
        assert names[0].centre == pytest.approx(date.centre, abs=0.2)
    else:
        assert RIGHT - names[-1].right == pytest.approx(CHARACTER, abs=0.3)


@pytest.mark.parametrize("name", SEALED)
def test_the_seal_presses_on_signature_and_date(name: str, sheets: Read) -> None:
    sheet, index = signing_sheet(sheets(name), name)
    date, (names, above) = sheet.lines[index], signed(sheet, index, name)
    circle = seal(sheet)
    assert (circle.width, circle.height) == pytest.approx((42, 42), abs=0.1)
    assert (circle.left + circle.right) / 2 == pytest.approx(date.centre, abs=0.3)
    middle = (circle.top + circle.bottom) / 2
    for line in (names[-1], date):
        assert middle < (line.top + line.bottom) / 2 < circle.bottom
    assert 0 < circle.top - above.bottom <= LINE


@pytest.mark.parametrize("name", SEALED)
def test_the_seal_is_marked_as_a_sample(name: str, sheets: Read) -> None:
    sheet, _ = signing_sheet(sheets(name), name)
    assert "样章" in "".join(glyph.text for glyph in sheet.glyphs if glyph.red)


@pytest.mark.parametrize("name", PLAIN)
def test_without_a_seal_the_name_keeps_two_characters(name: str, sheets: Read) -> None:
    sheet, index = signing_sheet(sheets(name), name)
    date, (names, above) = sheet.lines[index], signed(sheet, index, name)
    longest = max(date, *names, key=width)
    assert RIGHT - longest.right == pytest.approx(2 * CHARACTER, abs=0.6)
    assert date.left - min(line.left for line in names) == pytest.approx(2 * CHARACTER, abs=0.3)
    assert names[0].top - above.top == pytest.approx(2 * LINE, abs=0.1)


def width(line: Line) -> float:
    return line.right - line.left


def test_a_date_longer_than_the_name_keeps_two_characters(sheets: Read) -> None:
    sheet, index = signing_sheet(sheets("short name"), "short name")
    assert width(sheet.lines[index]) > width(sheet.lines[index - 1])
    assert RIGHT - sheet.lines[index].right == pytest.approx(2 * CHARACTER, abs=0.6)


def test_joint_seals_stand_in_a_row_one_over_each_name(sheets: Read) -> None:
    name = "file, joint and sealed"
    sheet, index = signing_sheet(sheets(name), name)
    circles = sorted({(curve.left, curve.right) for curve in sheet.curves if abs(curve.width - 42) < 0.1})
    assert len(circles) == 3
    for (_, right), (left, _) in pairwise(circles):
        assert right < left
    assert circles[0][0] >= 28
    centres = [(left + right) / 2 for left, right in circles]
    assert centres[-1] == pytest.approx(sheet.lines[index].centre, abs=0.3)
    for centre, issuer in zip(centres, ALL[name].issuers, strict=True):
        ends = [glyph for glyph in sheet.lines[index - 1].glyphs if abs((glyph.left + glyph.right) / 2 - centre) < 23]
        assert issuer.endswith("".join(glyph.text for glyph in ends))
