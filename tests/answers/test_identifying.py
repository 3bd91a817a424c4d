"""What tells whom a text is about is found; what anybody could have written stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.answers.identifying import Kind, Known, certain, doubtful, pieces, without

KNOWN = Known(
    enterprises=("安澜县恒泰纺织有限公司",),
    people=("张慧敏",),
    parties=("出租方：柳浦物业管理有限公司，联系人王强",),
    telephones=("139 0000 7788",),
    addresses=("望江街道复兴路8号",),
    codes=("91330000MA0000001X",),
    references=("FG-2026-004K7M",),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("安澜县恒泰纺织有限公司停产", "某企业停产"),
        ("恒泰纺织停产", "某企业停产"),
        ("请找张慧敏", "请找某人"),
        ("柳浦物业管理有限公司断电", "对方断电"),
        ("柳浦物业管理断电", "对方断电"),
        ("打13900007788", "打（电话略）"),
        ("打139-0000-7788", "打（电话略）"),
        ("打0571-8765 4321", "打（电话略）"),
        ("寄到a.b@example.com", "寄到（电话略）"),
        ("在望江街道复兴路8号", "在（地址略）"),
        ("在柳浦路18号二号厂房", "在（地址略）厂房"),
        ("代码91330000MA0000001X", "代码（号码略）"),
        ("账号6222 0212 3456 7890 123", "账号（号码略）"),
        ("号牌川A·12345", "号牌（号码略）"),
        ("见FG-2026-004K7M", "见（编号略）"),
        ("（2020）川1702民初123号判决", "（编号略）判决"),
    ],
)
def test_what_is_certain_gives_way_to_words_that_fit_anybody(text: str, wanted: str) -> None:
    assert without(text, KNOWN) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "停工在一个工资支付周期内的，按劳动合同约定支付",
        "依据法发〔2020〕12号第三条，可以请求变更期限",
        "请拨打12348或者12333咨询",
        "逾期22天，违约金为合同总价的5%，共146000元",
        "自2020年2月10日起至2020年6月30日",
        "出租方以欠租为由断电",
    ],
)
def test_law_dates_amounts_and_hotlines_stay(text: str) -> None:
    assert pieces(text, KNOWN) == [(text, None, False)]


def test_what_only_looks_like_a_name_is_for_a_person_to_decide() -> None:
    text = "恒泰的王总说，大江商贸有限公司还没有付款"
    assert [(piece.text, piece.kind) for piece in doubtful([text], KNOWN)] == [
        ("恒泰", Kind.ENTERPRISE),
        ("王总", Kind.PERSON),
        ("大江商贸有限公司", Kind.PARTY),
    ]
    assert not certain([text], KNOWN)
    assert without(text, KNOWN) == text


@given(st.text(max_size=80))
def test_the_pieces_are_the_text_and_what_is_left_is_clean(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text, KNOWN)) == text
    assert not any(
        piece.certain
        for piece in pieces(without("张慧敏" + text, KNOWN), Known(people=("张慧敏",)))
        if piece.kind is Kind.PERSON
    )
