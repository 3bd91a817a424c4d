from collections.abc import Callable
from datetime import date

import pytest

from knowledge import Caption, Document, Measure, Organ, PartialDate, cite


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document(title="关于测试的意见", number="测发〔2020〕1号")


@pytest.mark.parametrize(
    ("number", "parents", "expected"),
    [
        ("第五条", (), "第五条"),
        ("第五条", (Caption("第二章", "总则"),), "第五条"),
        ("（二）", (Caption("第五条", ""),), "第五条第（二）项"),
        ("五、", (), "第五条"),
        ("（二）", (Caption("五、", "措施"),), "第五部分第（二）项"),
        ("（二）", (), "第（二）条"),
        ("3.", (), "第3条"),
        ("（1）", (Caption("5.", "租赁"),), "第5条第（1）项"),
        ("3.", (Caption("一、", "减负"), Caption("（二）", "降费")), "第一部分第（二）项第3目"),
        ("第二十一条、第二十二条", (), "第二十一条、第二十二条"),
        ("要点4", (), "（本库要点4）"),
        ("", (), ""),
    ],
)
def test_a_measure_is_cited_by_its_printed_number(
    document: Document, number: str, parents: tuple[Caption, ...], expected: str
) -> None:
    measure = Measure("x", number, "", "话", parents)
    assert cite(document, measure) == f"《关于测试的意见》（测发〔2020〕1号）{expected}"


def test_a_measure_is_named_by_its_heading_or_its_point_and_placed_under_the_headings_above_it() -> None:
    above = (Caption("一、", "减负"), Caption("（二）", "降费"))
    assert Measure("1-2-3", "3.", "", "话", above).name == "第一部分第（二）项第3目"
    assert Measure("1-2-3", "3.", "电费", "话", above).name == "电费"
    assert Measure("1-2-3", "3.", "", "话", above).place == "一、减负 › （二）降费"
    assert Measure("p2", "要点2", "", "话").name == "要点2"


@pytest.mark.parametrize(
    ("number", "heading", "printed", "label"),
    [
        ("一、", "", ("", "一、话。"), "第一条"),
        ("1.", "", ("", "1. 话。"), "第1条"),
        ("一、", "减租", ("一、减租", "话。"), "一、减租"),
        ("第五条", "", ("第五条", "话。"), "第五条"),
        ("要点2", "", ("要点2", "话。"), "要点2"),
        ("", "", ("", "话。"), ""),
    ],
)
def test_a_number_without_a_heading_stands_before_its_text(
    number: str, heading: str, printed: tuple[str, str], label: str
) -> None:
    measure = Measure("x", number, heading, "话。")
    assert (measure.printed, measure.label) == (printed, label)


def test_a_document_without_a_number_is_cited_with_its_issuer(make_document: Callable[..., Document]) -> None:
    assert cite(make_document(title="十条意见", issuers=("甲局", "乙局"))) == "甲局、乙局《十条意见》"


def test_a_law_is_cited_by_its_title_alone(make_document: Callable[..., Document]) -> None:
    assert cite(make_document(title="人民调解法", organs=(Organ.LEGISLATURE,))) == "《人民调解法》"


def test_a_title_of_our_own_wording_stands_without_marks(make_document: Callable[..., Document]) -> None:
    assert cite(make_document(title="测试局八项举措", title_is_verbatim=False)) == "测试局八项举措"


def test_a_document_has_ended_after_the_last_day_that_its_period_may_mean(
    make_document: Callable[..., Document],
) -> None:
    document = make_document(applies_until=PartialDate.parse("2020-02"))
    assert [document.has_ended(date(2020, month, day)) for month, day in ((2, 29), (3, 1))] == [False, True]
    assert not make_document().has_ended(date(2030, 1, 1))
