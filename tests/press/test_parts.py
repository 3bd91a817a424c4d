"""Checks C10, C12, C21, C28, C29, C38 and C40: paragraphs, headings, addressees, page numbers, attachments, 抄送."""

import re
from collections.abc import Callable

import pytest

from tests.press.paper import LEFT, MM, RIGHT, Sheet
from tests.press.samples import ALL, WENJIAN, XINHAN

Read = Callable[[str], list[Sheet]]
FACES = {
    r"[一二三]、": "Portal-Hei",
    r"（[一二]）": "Portal-Kai",
    r"\d\.": "Portal-FangSong",
    r"（\d）": "Portal-FangSong",
}


def test_headings_have_the_faces_of_their_levels(sheets: Read) -> None:
    seen = set()
    for sheet in sheets("ordinary"):
        for line in sheet.grid:
            for pattern, face in FACES.items():
                if re.match(pattern, line.text):
                    seen.add(pattern)
                    assert {glyph.font for glyph in line.glyphs[:4]} == {face}, line.text
                    assert line.left == pytest.approx(LEFT + 2 * 16 * 0.987 * MM, abs=0.3)
    assert seen == set(FACES)


def test_a_heading_runs_on_in_the_face_of_the_text(sheets: Read) -> None:
    line = next(line for sheet in sheets("ordinary") for line in sheet.grid if line.text.startswith("（一）"))
    heading, text = line.text.index("明"), line.text.index("由")
    assert {glyph.font for glyph in line.glyphs[heading:text]} == {"Portal-Kai"}
    assert {glyph.font for glyph in line.glyphs[text:]} == {"Portal-FangSong"}


@pytest.mark.parametrize("name", [name for name in (*XINHAN, *WENJIAN) if ALL[name].addressees])
def test_addressees_begin_at_the_margin_and_end_with_a_colon(name: str, sheets: Read) -> None:
    lines = sheets(name)[0].grid
    start = next(index for index, line in enumerate(lines) if line.text.startswith(ALL[name].addressees[0]))
    end = next(index for index in range(start, len(lines)) if lines[index].text.endswith("："))
    text = "".join(line.text for line in lines[start : end + 1])
    assert text == "、".join(ALL[name].addressees) + "："
    for line in lines[start : end + 1]:
        assert line.left == pytest.approx(LEFT, abs=0.1)


@pytest.mark.parametrize("name", [name for name in ALL if name != "twenty addressees"])
def test_the_first_page_has_text(name: str, sheets: Read) -> None:
    body = ALL[name].body[0].text
    assert any(line.text and line.text[:10] in body for line in sheets(name)[0].grid)


@pytest.mark.parametrize("name", ALL)
def test_page_numbers_follow_the_rules_of_the_layout(name: str, sheets: Read) -> None:
    for sheet in sheets(name):
        number = sheet.page_number
        if name in XINHAN and sheet.number == 1:
            assert number is None
            continue
        assert number is not None
        assert number.text == f"—{sheet.number}—"
        assert number.size == 14
        assert number.top == pytest.approx(269, abs=0.2)
        assert {glyph.font for glyph in number.glyphs} == {"Portal-Song"}
        if sheet.number % 2:
            assert number.right == pytest.approx(RIGHT - 14 * MM, abs=0.3)
        else:
            assert number.left == pytest.approx(LEFT + 14 * MM, abs=0.3)


def test_attachments_are_named_in_the_letter_and_begin_pages(sheets: Read) -> None:
    pages = sheets("three attachments")
    first = next(sheet for sheet in pages if "附件：1." in sheet.text)
    named = [line for line in first.lines if re.match(r"(附件：)?\d\.", line.text) and "核实" not in line.text]
    listed = named[-3:]
    assert [re.sub(r"^(附件：)?", "", line.text)[:2] for line in listed] == ["1.", "2.", "3."]
    lefts = [next(glyph.left for glyph in line.glyphs if glyph.text == ".") for line in listed]
    assert lefts == pytest.approx([lefts[0]] * 3, abs=0.1)
    for number, attachment in enumerate(ALL["three attachments"].attachments[:2], 1):
        sheet = next(sheet for sheet in pages if sheet.lines[0].text == f"附件{number}")
        assert {glyph.font for glyph in sheet.lines[0].glyphs[:2]} == {"Portal-Hei"}
        assert sheet.lines[0].left == pytest.approx(LEFT, abs=0.1)
        title = [line for line in sheet.lines if line.size == 22]
        assert "".join(line.text for line in title) == attachment.name
        middle = (title[0].top + title[0].bottom - sheet.lines[0].top - sheet.lines[0].bottom) / 2
        assert middle == pytest.approx(2 * 10.227, abs=0.2)


def test_a_long_name_of_an_attachment_turns_under_its_first_character(sheets: Read) -> None:
    sheet = next(sheet for sheet in sheets("three attachments") if "附件：1." in sheet.text)
    lines = sheet.lines
    index = next(index for index, line in enumerate(lines) if line.text.startswith("2.临江食品"))
    assert lines[index + 1].left == pytest.approx(lines[index].glyphs[2].left, abs=0.1)


def test_one_attachment_has_no_number(sheets: Read) -> None:
    assert any("附件：诉求登记表" in sheet.text for sheet in sheets("one attachment"))


@pytest.mark.parametrize("name", [name for name in XINHAN if ALL[name].copies])
def test_copies_stand_at_the_foot_of_the_last_page(name: str, sheets: Read) -> None:
    lines = sheets(name)[-1].lines
    start = next(place for place, line in enumerate(lines) if line.text.startswith("抄送："))
    assert "".join(line.text for line in lines[start:]) == f"抄送：{'，'.join(ALL[name].copies)}。"
    assert {line.size for line in lines[start:]} == {14}
    assert lines[start].left == pytest.approx(LEFT + 14 * MM, abs=0.1)
    assert 258 < lines[-1].bottom <= 262.1


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_lost_on_the_way_to_paper(name: str, sheets: Read) -> None:
    printed = "".join(sheet.text for sheet in sheets(name))
    for block in ALL[name].body:
        for part in (getattr(block, "text", ""), getattr(block, "then", "")):
            assert part.replace(" ", "")[:400] in printed.replace(" ", ""), part
