"""Checks C11 and C13 to C20 of the head of a letter, and C35 of the rules at the foot of a 文件."""

from collections.abc import Callable

import pytest

from portal.press.layout import NUMBER
from tests.press.paper import LEFT, RIGHT, Box, Glyph, Sheet
from tests.press.samples import ALL, OTHERS, WENJIAN, XINHAN

Read = Callable[[str], list[Sheet]]
every_xinhan = pytest.mark.parametrize("name", XINHAN)


def mark(sheet: Sheet) -> list[Glyph]:
    return [glyph for glyph in sheet.glyphs if glyph.red and glyph.font == "Portal-XiaoBiaoSong"]


def double(rules: list[Box]) -> tuple[Box, Box]:
    above, below = rules
    assert below.top - above.bottom < 1.5
    return above, below


@every_xinhan
def test_the_name_stands_30_mm_below_the_edge_of_the_paper(name: str, sheets: Read) -> None:
    glyphs = mark(sheets(name)[0])
    assert "".join(glyph.text for glyph in glyphs) == ALL[name].issuers[0]
    assert min(glyph.top for glyph in glyphs) == pytest.approx(30, abs=1)
    assert (glyphs[0].left + glyphs[-1].right) / 2 == pytest.approx(106, abs=0.7)
    assert glyphs[0].left >= LEFT - 0.1
    assert glyphs[-1].right <= RIGHT + 0.1


@every_xinhan
def test_a_double_rule_stands_4_mm_below_the_name_and_another_20_mm_above_the_edge(name: str, sheets: Read) -> None:
    rules = sheets(name)[0].rules
    assert len(rules) == 4
    thick, thin = double(rules[:2])
    assert thick.height > thin.height
    assert thick.top == pytest.approx(max(glyph.bottom for glyph in mark(sheets(name)[0])) + 4, abs=0.5)
    thin, thick = double(rules[2:])
    assert thick.height > thin.height
    assert (thin.top, thick.bottom) == pytest.approx((277, 277), abs=0.51)
    for rule in rules:
        assert (rule.left, rule.right) == pytest.approx((21, 191), abs=0.1)


@every_xinhan
def test_only_the_first_page_has_double_rules(name: str, sheets: Read) -> None:
    assert all(not sheet.rules for sheet in sheets(name)[1:])


@every_xinhan
def test_the_number_stands_at_the_right_below_the_rule(name: str, sheets: Read) -> None:
    first = sheets(name)[0]
    line = first.lines[0]
    assert NUMBER.fullmatch(line.text.removeprefix(ALL[name].urgency))
    assert line.right == pytest.approx(RIGHT, abs=0.1)
    assert line.top - first.rules[1].bottom == pytest.approx(4.9, abs=0.1)


def test_urgency_stands_at_the_left_in_hei(sheets: Read) -> None:
    line = sheets("sealed")[0].lines[0]
    assert line.text.startswith("特急")
    assert line.left == pytest.approx(LEFT, abs=0.1)
    assert line.glyphs[0].font == "Portal-Hei"


@pytest.mark.parametrize("name", [*XINHAN, *WENJIAN])
def test_the_title_is_centred_two_lines_below_the_number(name: str, sheets: Read) -> None:
    lines = sheets(name)[0].lines
    title = [line for line in lines if line.size == 22]
    assert "".join(line.text for line in title) == ALL[name].title.replace(" ", "")
    for line in title:
        assert {glyph.font for glyph in line.glyphs} <= {"Portal-XiaoBiaoSong", "Portal-Serif", "Portal-Rare"}
        assert line.left - LEFT == pytest.approx(RIGHT - line.right, abs=0.5)
    above = lines[lines.index(title[0]) - 1]
    pitch = (title[0].bottom + title[0].top - above.bottom - above.top) / 2
    extra = 0 if name in XINHAN else 1.71 + 0.5
    assert pitch == pytest.approx(3 * 10.227 + extra, abs=0.1)


@pytest.mark.parametrize("name", [*WENJIAN, "minutes"])
def test_the_name_of_a_file_stands_35_mm_into_the_type_area(name: str, sheets: Read) -> None:
    glyphs = mark(sheets(name)[0])
    assert min(glyph.top for glyph in glyphs) == pytest.approx(72, abs=1)
    assert (min(glyph.left for glyph in glyphs) + max(glyph.right for glyph in glyphs)) / 2 == pytest.approx(
        106, abs=0.7
    )
    assert min(glyph.left for glyph in glyphs) >= LEFT - 0.1


@pytest.mark.parametrize("name", [*WENJIAN, "minutes"])
def test_the_red_line_of_a_file_stands_4_mm_below_the_number(name: str, sheets: Read) -> None:
    first = sheets(name)[0]
    (line,) = first.rules
    number = next(each for each in first.lines if "〔2026〕" in each.text)
    assert line.top - number.bottom == pytest.approx(4, abs=0.1)
    assert (line.left, line.right) == pytest.approx((LEFT, RIGHT), abs=0.1)
    assert line.colour[0] > 0.75


def test_joint_issuers_stand_as_a_block(sheets: Read) -> None:
    glyphs = mark(sheets("file, joint")[0])
    rows: dict[float, list[Glyph]] = {}
    for glyph in glyphs:
        rows.setdefault(round(glyph.top), []).append(glyph)
    names = [row for row in rows.values() if len(row) > 4]
    assert len(names) == 3
    ends = [max(glyph.right for glyph in row if glyph.text not in "文件") for row in names]
    assert ends == pytest.approx([ends[0]] * 3, abs=0.5)


@pytest.mark.parametrize("name", WENJIAN)
def test_the_rules_at_the_foot_end_with_the_type_area(name: str, sheets: Read) -> None:
    rules = sheets(name)[-1].rules
    assert [rule.height for rule in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
    assert rules[-1].bottom == pytest.approx(262, abs=0.1)
    for rule in rules:
        assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=0.1)


@pytest.mark.parametrize("name", OTHERS)
def test_minutes_and_opinions_carry_their_number(name: str, sheets: Read) -> None:
    assert ALL[name].number in sheets(name)[0].text


def test_a_lawyers_opinion_has_no_red_head(sheets: Read) -> None:
    assert not any(glyph.red for sheet in sheets("opinion") for glyph in sheet.glyphs)
