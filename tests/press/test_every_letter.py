"""What each printed letter must keep, whatever it is about: checks C04, C07, C08, C10, C12, C30, C31, C35, C37, C38."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from portal.press.layout import Attachment, Block, Heading, Layout, PrintedLetter, Roster
from tests.press.paper import BOTTOM, LEFT, MM, RIGHT, TOP, Line, Sheet, chinese
from tests.press.samples import ALL

Read = Callable[[str], list[Sheet]]
every_letter = pytest.mark.parametrize("name", ALL)

INDENT = 2 * 16 * 0.987 * MM
FACES = {1: "Portal-Hei", 2: "Portal-Kai", 3: "Portal-FangSong", 4: "Portal-FangSong"}
FALLBACKS = {"Portal-Kai-Supplement", "Portal-Serif", "Portal-Sans", "Portal-Rare"}
NOT_FIRST = "，。、；：？！）》〉」』】〕”’％"
NOT_LAST = "（《〈「『【〔“‘"


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def parts(block: Block) -> str:
    match block:
        case Heading(_, text, then, _):
            return bare(text + then)
        case Roster(label, names):
            return bare(f"{label}：{names}")
        case _:
            return bare(block.text)


def first_lines(sheets: list[Sheet], blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Line]]:
    """Yield each block with the line on which it begins, in the order of the letter."""
    lines = [line for sheet in sheets for line in sheet.grid]
    place = 0
    for block in blocks:
        wanted = parts(block)
        while not (lines[place].text and wanted.startswith(bare(lines[place].text))):
            place += 1
        yield block, lines[place]
        place += 1


def of_letter(letter: PrintedLetter, sheets: list[Sheet]) -> list[Sheet]:
    """Return the pages before the attachments."""
    attached = [sheet.number for sheet in sheets if re.fullmatch(r"附件\d?", sheet.lines[0].text)]
    return sheets[: attached[0] - 1] if attached and letter.attachments else sheets


@pytest.mark.parametrize("name", [name for name in ALL if name != "thirty pages"])
def test_each_block_begins_two_characters_in_and_with_the_face_of_its_level(name: str, sheets: Read) -> None:
    letter = ALL[name]
    found = list(first_lines(of_letter(letter, sheets(name)), letter.body))
    assert len(found) == len(letter.body)
    for block, line in found:
        assert line.left == pytest.approx(LEFT + INDENT, abs=0.3), line.text
        if isinstance(block, Heading):
            length = min(len(bare(block.text)), len(line.glyphs))
            assert {glyph.font for glyph in line.glyphs[:length]} <= {FACES[block.level]} | FALLBACKS, line.text
            assert line.glyphs[0].font == FACES[block.level]


@every_letter
def test_a_page_that_goes_on_begins_at_the_top_and_is_full(name: str, sheets: Read) -> None:
    for before, sheet in pairwise(sheets(name)):
        assert sheet.lines[0].top == pytest.approx(39.3, abs=0.2)
        goes_on = abs(sheet.lines[0].left - LEFT) < 0.1 and not sheet.lines[0].text.startswith("附件")
        signed = any(line.text == ALL[name].date for line in sheet.lines)  # it takes a line of text along
        if goes_on and not signed:
            assert before.grid[-1].bottom > BOTTOM - 10.227, before.grid[-1].text


@every_letter
def test_a_page_has_22_lines_at_most_and_a_full_line_of_chinese_28_characters(name: str, sheets: Read) -> None:
    for sheet in sheets(name):
        assert len(sheet.grid) <= 22
        for line, after in pairwise(sheet.grid):
            full = abs(line.left - LEFT) < 0.1 and abs(after.left - LEFT) < 0.1 and after.top - line.top < 11
            if full and chinese(line.text):
                forced = after.text[1:2] in NOT_FIRST or after.text[:1] in NOT_FIRST or line.text[-1:] in NOT_LAST
                assert len(line.text) == 28 or forced or after.glyphs[0].text.isascii(), line.text


@every_letter
def test_nothing_stands_outside_of_the_type_area_but_head_rules_and_page_number(name: str, sheets: Read) -> None:
    for sheet in sheets(name):
        outside = [
            glyph
            for glyph in sheet.glyphs
            if not glyph.red
            and (glyph.left < LEFT - 0.2 or glyph.right > RIGHT + 0.2 or glyph.top < TOP or glyph.bottom > BOTTOM + 0.2)
        ]
        number = sheet.page_number
        assert "".join(glyph.text for glyph in outside) == (number.text if number else "")


@every_letter
def test_no_line_of_any_size_begins_or_ends_with_the_wrong_mark(name: str, sheets: Read) -> None:
    for sheet in sheets(name):
        for line in sheet.lines:
            assert line.text[0] not in NOT_FIRST, line.text
            assert line.text[-1] not in NOT_LAST, line.text


@every_letter
def test_every_word_that_was_given_is_on_the_paper(name: str, sheets: Read) -> None:
    letter = ALL[name]
    text = bare("".join(sheet.text for sheet in of_letter(letter, sheets(name))))
    assert "".join(map(parts, letter.body)) in text
    date = "" if letter.layout is Layout.JIYAO else letter.date
    for given in (letter.title, letter.number or "", date, letter.contact, *letter.persons):
        assert bare(given) in text, given
    assert not letter.addressees or f"{bare('、'.join(letter.addressees))}：" in text


@every_letter
def test_headings_are_numbered_without_a_gap(name: str, sheets: Read) -> None:
    numbers = "一二三四五六七八九十"
    counted = {1: 0, 2: 0}
    for block, _line in first_lines(of_letter(ALL[name], sheets(name)), ALL[name].body):
        if not isinstance(block, Heading) or block.level not in counted or name == "thirty pages":
            continue  # it repeats its body
        counted = {1: counted[1] + 1, 2: 0} if block.level == 1 else counted | {2: counted[2] + 1}
        typed = re.split("[、）]", block.text)[0].removeprefix("（")
        count = counted[block.level]
        assert typed == (numbers[count - 1] if count <= 10 else f"十{numbers[count - 11]}")


@pytest.mark.parametrize("name", [name for name in ALL if any(each.body for each in ALL[name].attachments)])
def test_attachments_begin_pages_under_their_number_and_name(name: str, sheets: Read) -> None:
    letter = ALL[name]
    for place, attachment in enumerate(letter.attachments, 1):
        if attachment.body:
            sheet = next(each for each in sheets(name) if each.lines[0].text == _label(letter.attachments, place))
            assert {glyph.font for glyph in sheet.lines[0].glyphs} == {"Portal-Hei"}
            assert sheet.lines[0].left == pytest.approx(LEFT, abs=0.3)
            title = [line for line in sheet.lines if line.size == 22]
            assert bare("".join(line.text for line in title)) == bare(attachment.name)
            assert all(line.left - LEFT == pytest.approx(RIGHT - line.right, abs=0.5) for line in title)


def _label(attachments: tuple[Attachment, ...], place: int) -> str:
    return f"附件{place}" if len(attachments) > 1 else "附件"


@pytest.mark.parametrize("name", [name for name in ALL if ALL[name].layout is Layout.JIYAO])
def test_the_rules_at_the_foot_of_minutes_are_those_of_a_file(name: str, sheets: Read) -> None:
    rules = [rule for rule in sheets(name)[-1].rules if rule.colour[0] < 0.5]
    assert [rule.height for rule in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
    assert rules[-1].bottom == pytest.approx(BOTTOM, abs=0.1)


def test_joint_names_without_a_seal_are_of_one_width_and_the_date_follows_two_characters_in(sheets: Read) -> None:
    for name, date_right in (("joint", None), ("joint, short names", RIGHT - 2 * 16 * 0.987 * MM)):
        issuers = ALL[name].issuers
        lines = [line for sheet in sheets(name) for line in sheet.lines]
        place = next(place for place, line in enumerate(lines) if line.text == ALL[name].date)
        names, date = lines[place - len(issuers) : place], lines[place]
        assert [line.text for line in names] == list(issuers)
        assert [line.left for line in names] == pytest.approx([names[0].left] * len(names), abs=0.1)
        assert [line.right for line in names] == pytest.approx([names[0].right] * len(names), abs=0.3)
        assert date.left - names[0].left == pytest.approx(INDENT, abs=0.3)
        widest = max(names[0].right, date.right)
        assert widest == pytest.approx(date_right or RIGHT - INDENT, abs=0.6)


def test_seven_seals_stand_in_rows_of_three_that_do_not_touch(sheets: Read) -> None:
    sheet = next(each for each in sheets("joint, seven seals") if each.curves)
    seals = sorted({(c.top, c.left, c.right, c.bottom) for c in sheet.curves if abs(c.width - 42) < 0.1})
    assert len(seals) == 7
    rows = sorted({round(top) for top, *_ in seals})
    assert [sum(round(seal[0]) == row for seal in seals) for row in rows] == [3, 3, 1]
    assert min(seal[1] for seal in seals) >= LEFT
    assert max(seal[2] for seal in seals) <= RIGHT
    assert all(after - before > 42 for before, after in pairwise(rows))
