"""Which names mean one company."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.enterprises.names import Directory, keys, near_equal, normalised

SIGNS: Final = "安澜恒泰纺织县1东（） 公司有限A"
NAMES: Final = st.text(SIGNS, min_size=1, max_size=12)


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


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two names of which the one is the other with a piece of at most one character put in place of another."""
    name = draw(NAMES)
    place, length = draw(st.integers(0, len(name))), draw(st.integers(0, 1))
    return name, name[:place] + draw(st.text(SIGNS, max_size=1)) + name[place + length :]


@settings(max_examples=400, deadline=None)
@given(pairs(), st.sampled_from(["", "有限公司", "（股份）有限公司", "公司"]))
def test_the_keys_miss_no_name_that_is_near_equal(pair: tuple[str, str], form: str) -> None:
    one, other = pair[0] + form, pair[1]
    if near_equal(one, other):
        assert keys(one) & keys(other)


def test_the_keys_miss_no_slip_at_any_place_of_a_name_of_any_length() -> None:
    for length in range(6, 25):
        name = "".join(chr(ord("壹") + place) for place in range(length))
        places = ((at, sign, cut) for at in range(length + 1) for sign in ("", "某") for cut in (0, 1))
        slips = [name[:at] + sign + name[at + cut :] for at, sign, cut in places]
        assert all(keys(name) & keys(slip) for slip in slips if near_equal(name, slip))


def test_names_that_have_the_county_and_the_trade_in_common_share_no_key() -> None:
    assert not keys("安澜市恒泰纺织品有限公司") & keys("安澜市金鑫纺织品有限公司")
