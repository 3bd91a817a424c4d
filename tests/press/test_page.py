"""Checks C01 to C09 and C30 to C34 of the page: paper, type area, grid, faces, colours."""

import io
from collections.abc import Callable
from itertools import pairwise

import pytest
from pypdf import PdfReader

from tests.press.paper import BOTTOM, LEFT, MM, RIGHT, TOP, Line, Sheet, chinese, pitches
from tests.press.samples import ALL

Read = Callable[[str], list[Sheet]]
every_letter = pytest.mark.parametrize("name", ALL)

NOT_FIRST = "，。、；：？！）》〉」』】〕”’％"
NOT_LAST = "（《〈「『【〔“‘"


def justified(sheet: Sheet) -> list[Line]:
    """Lines that are followed, at the left margin, by the rest of their paragraph."""
    pairs = pairwise(sheet.grid)
    return [line for line, after in pairs if abs(after.left - LEFT) < 0.1 and 0 < after.top - line.top < 12]


@every_letter
def test_paper_is_a4_upright(name: str, sheets: Read, pdf: Callable[[str], bytes]) -> None:
    for sheet in sheets(name):
        assert (sheet.width, sheet.height) == pytest.approx((210, 297), abs=0.5)
    assert {page.rotation for page in PdfReader(io.BytesIO(pdf(name))).pages} == {0}


@every_letter
def test_text_stands_inside_the_type_area(name: str, sheets: Read) -> None:
    for sheet in sheets(name):
        for line in sheet.lines:
            assert line.left >= LEFT - 0.1, line.text
            assert line.right <= RIGHT + 0.2, line.text
            assert line.bottom <= BOTTOM + 0.2, line.text
        outside = [glyph for glyph in sheet.glyphs if glyph.top < TOP and not glyph.red]
        assert not outside


@every_letter
def test_full_lines_end_at_the_right_margin(name: str, sheets: Read) -> None:
    for sheet in sheets(name):
        for line in justified(sheet):
            assert line.right == pytest.approx(RIGHT, abs=0.3), line.text


@pytest.mark.parametrize("name", ["thirty pages", "three attachments"])
def test_a_page_of_text_begins_at_the_top_of_the_type_area(name: str, sheets: Read) -> None:
    for sheet in sheets(name)[1:]:
        assert sheet.lines[0].top == pytest.approx(39.3, abs=0.2)


@every_letter
def test_lines_keep_the_grid(name: str, sheets: Read) -> None:
    for sheet in sheets(name):
        steps = [step / 28.99 for step in pitches(sheet.grid) if step < 40]
        assert steps == pytest.approx([1] * len(steps), abs=0.3 / 28.99)


def test_a_full_page_has_22_lines(sheets: Read) -> None:
    for sheet in sheets("thirty pages")[1:-2]:
        assert len(sheet.grid) == 22


def test_a_full_line_of_chinese_has_28_characters(sheets: Read) -> None:
    counts = {
        len(line.text)
        for sheet in sheets("thirty pages")[1:-2]
        for line in justified(sheet)
        if chinese(line.text) and line.left < LEFT + 0.1
    }
    assert counts == {28}


@every_letter
def test_text_is_set_in_16_point_fangsong(name: str, sheets: Read) -> None:
    glyphs = [glyph for sheet in sheets(name) for glyph in sheet.glyphs if abs(glyph.size - 16) < 0.5]
    assert {glyph.size for glyph in glyphs} == {16}
    plain = [glyph for glyph in glyphs if glyph.font == "Portal-FangSong"]
    assert len(plain) / len(glyphs) > 0.6


@every_letter
def test_no_mark_stands_at_the_wrong_end_of_a_line(name: str, sheets: Read) -> None:
    for sheet in sheets(name):
        for line in sheet.grid:
            assert line.text[0] not in NOT_FIRST, line.text
            assert line.text[-1] not in NOT_LAST, line.text


@every_letter
def test_every_character_comes_from_our_faces(name: str, sheets: Read) -> None:
    for sheet in sheets(name):
        assert {glyph.font.partition("-")[0] for glyph in sheet.glyphs} == {"Portal"}
        assert not any(glyph.text in "\ufffd□" for glyph in sheet.glyphs)


@every_letter
def test_only_head_rules_seal_and_grave_risks_are_not_black(name: str, sheets: Read) -> None:
    grave = any(getattr(block, "grave", False) for block in ALL[name].body)
    for sheet in sheets(name):
        for glyph in sheet.glyphs:
            assert glyph.red or set(glyph.colour) == {0}, glyph
            assert grave or not glyph.grave, glyph
        for box in sheet.rules:
            assert box.colour[0] == pytest.approx(0.902, abs=0.01) or set(box.colour) == {0}


def test_rare_characters_keep_the_line_in_its_place(sheets: Read) -> None:
    first = sheets("rare characters")[0]
    fonts = {glyph.text: glyph.font for glyph in first.glyphs}
    assert fonts["㛃"] == fonts["喆"] == "Portal-Serif"
    assert fonts["𠮷"] == "Portal-Rare"
    assert fonts["祎"] == "Portal-Serif"


def test_squeezed_marks_let_more_characters_into_a_line(sheets: Read) -> None:
    lines = justified(sheets("quotes and brackets")[0])
    assert max(len(line.text) for line in lines) > 32
    for line in lines:
        widest = max(glyph.right - glyph.left for glyph in line.glyphs) / MM
        assert widest <= 16.01
