"""Which names mean one company."""

import pytest

from portal.enterprises.names import Directory, near_equal, normalised


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("安澜恒泰纺织有限公司", "安澜恒泰纺织有限责任公司"),
        ("安澜恒泰纺织有限公司", "（安澜）恒泰纺织股份有限公司"),
        ("安澜恒泰纺织有限公司", "安澜县恒泰纺织有限公司"),
        ("安澜恒泰纺织有限公司", " 安澜 恒太纺织有限公司"),
        ("ABC科技（安澜）有限公司", "ＡＢＣ科技(安澜)有限公司"),
    ],
)
def test_form_width_brackets_and_one_slip_make_no_other_company(one: str, other: str) -> None:
    assert near_equal(one, other)
    assert near_equal(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("安澜恒泰纺织有限公司", "安澜恒泰印染有限公司"),
        ("安澜第一纺织印染有限公司", "安澜第二纺织印染有限公司"),
        ("安澜城东建材贸易有限公司", "安澜城西建材贸易有限公司"),
        ("恒泰纺织有限公司", "恒达纺织有限公司"),
        ("", ""),
    ],
)
def test_another_number_direction_or_short_name_is_another_company(one: str, other: str) -> None:
    assert not near_equal(one, other)


def test_a_name_of_nothing_but_its_form_stays() -> None:
    assert normalised("有限公司") == "有限公司"


def test_a_directory_finds_the_same_names_as_comparing_all() -> None:
    names = [
        "安澜恒泰纺织有限公司",
        "安澜恒太纺织股份有限公司",
        "安澜县恒泰纺织公司",
        "安澜恒泰印染有限公司",
        "恒泰有限公司",
    ]
    directory = Directory(enumerate(names))
    for name in [*names, "安澜恒泰纺", "恒泰有限责任公司", "别的公司"]:
        assert directory.like(name) == [place for place, other in enumerate(names) if near_equal(name, other)]
