import pytest

from knowledge import Index, Query, shipped_terms


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("付工", "复工"),
        ("租今", "租金"),
        ("fugong", "复工"),
        ("zujinjianmian", "租金减免"),
        ("不可抗利", "不可抗力"),
        ("货车通形证", "货车通行证"),
        ("公司拖欠工姿", "公司拖欠工资"),
        ("金租减免", "租金减免"),
        ("fu gong", "复工"),
        ("gongzhi", "工资"),
        ("货车通行行证", "货车通行证"),
        ("货车通证行", "货车通行证"),
        ("劳动合通", "劳动合同"),
        ("劳动报仇", "劳动报酬"),
    ],
)
def test_a_mistyped_question_is_put_right(index: Index, typed: str, meant: str) -> None:
    assert index.search(Query(typed)).suggestion == meant


def test_the_words_of_the_callers_dictionary_are_known(index: Index) -> None:
    own = shipped_terms().changed({"摇钱树贷": ["贷款"]})
    assert index.search(Query("遥钱树贷", lay_terms=own)).suggestion == "摇钱树贷"
    assert index.search(Query("遥钱树贷")).suggestion != "摇钱树贷"


@pytest.mark.parametrize("typed", ["租金减免", "公司拖欠工资怎么办", "奶茶店房租", "", "1234567", "https"])
def test_a_good_question_is_left_alone(index: Index, typed: str) -> None:
    assert index.search(Query(typed)).suggestion is None


def test_what_is_suggested_is_found(index: Index) -> None:
    better = index.search(Query("租今")).suggestion
    assert index.search(Query(better)).total


@pytest.mark.parametrize(
    ("typed", "word"), [("租", "租金"), ("zuj", "租金"), ("不可", "不可抗力"), ("bukekang", "不可抗力")]
)
def test_a_beginning_is_completed(index: Index, typed: str, word: str) -> None:
    assert word in index.complete(typed)


@pytest.mark.parametrize("typed", ["", " ", "\ud800", "qqqq", "*"])
def test_nothing_is_completed_from_nothing(index: Index, typed: str) -> None:
    assert index.complete(typed) == []
