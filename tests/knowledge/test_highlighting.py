from hypothesis import given
from hypothesis import strategies as st

from knowledge.highlighting import Highlighter

TEXT = "承租国有房屋的个体工商户，免收上半年三个月租金；已经交了租金的，抵后期租金。"


def test_the_segments_joined_are_the_text() -> None:
    segments = Highlighter(["租金"]).segments(TEXT)
    assert "".join(segment.text for segment in segments) == TEXT
    assert [segment.text for segment in segments if segment.is_hit] == ["租金"] * 3


def test_a_hit_is_found_through_width_and_case() -> None:
    segments = Highlighter(["ab(2020)"]).segments("见ＡＢ〔2020〕号")
    assert [segment.text for segment in segments if segment.is_hit] == ["ＡＢ〔2020〕"]


def test_a_long_text_is_cut_to_where_the_hits_are() -> None:
    segments = Highlighter(["租金"]).segments("无" * 500 + TEXT + "无" * 500, 40)
    assert sum(len(segment.text) for segment in segments) <= 42
    assert sum(segment.is_hit for segment in segments) >= 2
    assert segments[0].text == segments[-1].text == "…"


@given(st.text(), st.lists(st.text(max_size=4)), st.integers(min_value=1, max_value=50))
def test_any_text_and_any_terms_keep_the_text(text: str, terms: list[str], limit: int) -> None:
    highlighter = Highlighter(terms)
    assert "".join(segment.text for segment in highlighter.segments(text)) == text
    cut = "".join(segment.text for segment in highlighter.segments(text, limit))
    assert cut.strip("…") in text
