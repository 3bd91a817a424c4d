import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Measure
from knowledge.numbering import article_numbers, chinese, integer, leading_number
from knowledge.partial_dates import PartialDate


@given(st.integers(min_value=0, max_value=9999))
def test_a_numeral_read_back_is_the_number(value: int) -> None:
    assert integer(chinese(value)) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("一百零三", 103),
        ("一百一十", 110),
        ("两千", 2000),
        ("一〇三", 103),
        ("7", 7),
    ],
)
def test_common_numerals(numeral: str, value: int) -> None:
    assert integer(numeral) == value


def test_what_is_no_numeral_is_an_error() -> None:
    with pytest.raises(ValueError, match="不是数字"):
        integer("甲")


@pytest.mark.parametrize(
    ("line", "number", "kind", "rest"),
    [
        ("第五条　标题", "第五条", "article", "标题"),
        ("第十条之一 话", "第十条之一", "article", "话"),
        ("第三章 总则", "第三章", "chapter", "总则"),
        ("十二、措施", "十二、", "item", "措施"),
        ("（三）话", "（三）", "bracket", "话"),
        ("(三)话", "(三)", "bracket", "话"),
        ("4.话", "4.", "arabic", "话"),
        ("4．话", "4．", "arabic", "话"),
        ("（5）话", "（5）", "arabic_bracket", "话"),
        ("要点6 话", "要点6", "own", "话"),
    ],
)
def test_a_line_gives_up_its_number(line: str, number: str, kind: str, rest: str) -> None:
    found, after = leading_number(line)
    assert (found.text, found.kind, after) == (number, kind, rest)


@pytest.mark.parametrize("line", ["", "话", "2020年", "3.5%的利率", "第一名", "一是加强"])
def test_a_line_without_a_number_has_none(line: str) -> None:
    assert leading_number(line) is None


def test_articles_are_found_in_any_numerals() -> None:
    assert article_numbers("按第四十条、第41条办") == [40, 41]


@pytest.mark.parametrize("text", ["2020-13", "2020-02-30", "20", "2020-00", "2020-01-00", "二月"])
def test_an_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("number", "headline"),
    [
        ("一、", "一、减租"),
        ("（二）", "（二）减租"),
        ("3.", "3. 减租"),
        ("要点4", "要点4 减租"),
        ("第五条", "第五条 减租"),
    ],
)
def test_a_headline_has_a_space_where_print_has_one(number: str, headline: str) -> None:
    assert Measure("1", number, "减租", "免三个月。").headline == headline
