"""Titles, bodies and marks: the pure rules of text."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.press.body import blocks
from portal.press.layout import Heading, Paragraph, official_date
from portal.press.masthead import mark_size, spacing_to
from portal.press.punctuation import BREAK, breakable, clean, squeezed
from portal.press.titles import WIDEST, title_lines, width
from portal.press.verification import qr_image


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("会商纪要", ("会商纪要",)),
        ("关于督办临江食品有限公司复工受阻问题的函", ("关于督办临江食品有限公司", "复工受阻问题的函")),
        (
            "关于租用二号厂房（ABC Technology Co., Ltd.转租）被断电致生产线无法复工事项的会商纪要",
            ("关于租用二号厂房", "（ABC Technology Co., Ltd.转租）", "被断电致生产线无法复工事项的会商纪要"),
        ),
        ("关于督办2026年第一批12家重点企业复工受阻问题的函", ("关于督办2026年第一批", "12家重点企业复工受阻问题的函")),
    ],
)
def test_a_title_breaks_by_sense(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=76))
def test_a_title_loses_nothing_and_fits(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(0 < width(line) <= WIDEST for line in lines)


def test_lines_of_text_become_headings_and_paragraphs() -> None:
    typed = "引据。\n\n一、督办事项\n(二)明确责任。由专人办理。\n3．核实情况\n（4）直接办理；\n3.5万元不是标题"
    assert blocks(typed) == (
        Paragraph("引据。"),
        Heading(1, "一、督办事项"),
        Heading(2, "（二）明确责任。", "由专人办理。"),
        Heading(3, "3.核实情况"),
        Heading(4, "（4）直接办理；"),
        Paragraph("3.5万元不是标题"),
    )


def test_a_long_first_sentence_is_text_behind_its_number() -> None:
    (block,) = blocks("（一）" + "请逐项核实该公司提出的用工物流租金等诉求" * 3 + "。")
    assert isinstance(block, Heading)
    assert block.text == "（一）"


def test_a_numbered_sentence_that_is_all_of_its_line_is_text_behind_its_number() -> None:
    (block,) = blocks("（一）10月18日前恢复供电。")
    assert block == Heading(2, "（一）", "10月18日前恢复供电。")


def test_pasted_controls_fall_away() -> None:
    assert clean("\ufeff复\u200b工\x07\u00ad ") == "复工"


def test_a_line_may_end_before_and_after_curly_quotes() -> None:
    assert breakable("称“证明”等，“书”。") == f"称{BREAK}“证明”{BREAK}等，{BREAK}“书”。"


def test_a_unit_stays_with_its_number() -> None:
    assert breakable("1200㎡") == "1200\u2060㎡"


@pytest.mark.parametrize(
    ("text", "halved"), [("》（", "（"), ("”。", "”"), ("，“", "“"), (f"，{BREAK}“", "“"), ("复，工", ""), ("（“", "“")]
)
def test_of_two_marks_that_meet_one_is_halved(text: str, halved: str) -> None:
    encoded = text.encode()
    assert "".join(encoded[start:end].decode() for start, end in squeezed(text)) == halved


@pytest.mark.parametrize(("name", "narrowest"), [("临江县司法局", 1), ("县" * 14, 0.9), ("县" * 28, 0.599)])
def test_a_long_name_is_condensed_and_never_too_wide(name: str, narrowest: float) -> None:
    mark = mark_size(name)
    assert narrowest <= mark.scale <= narrowest + 0.06
    assert mark.points * (width(name) + mark.spacing * len(name)) * mark.scale <= 426


def test_joint_names_are_spaced_to_one_width() -> None:
    assert spacing_to("甲乙丙", "甲乙丙丁戊") == 1.0


def test_a_date_has_no_leading_zero() -> None:
    assert official_date(dt.date(2026, 3, 5)) == "2026年3月5日"


def test_a_qr_code_is_an_image_inside_the_letter() -> None:
    address = qr_image('https://portal.example.gov.cn/"><script>')
    assert re.fullmatch(r"data:image/png;base64,[A-Za-z0-9+/]+=*", address)
