import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Extent
from knowledge.importing import Draft, ImportRefusedError, Refusal, read_draft

LAW = """某市优化服务办法
某府发〔2020〕3号
各单位：

第一章 总则
第一条 为了服务企业，制定本办法。
第二条 本办法适用于：
（一）工业企业；
（二）商贸企业。
第二章 措施
第三条 免收租金三个月。
已交的抵后期。

某市人民政府
2020年3月5日
"""

OPINION = """关于支持企业的意见

一、减轻负担
（一）减免租金。承租国有房屋的免收三个月租金。
（二）缓缴社保。最长六个月。
二、加强服务
（三）设立热线
热线全天开通。
1. 工作日有人接听。
（1）中午不停。
"""


def read(text: str) -> Draft:
    return read_draft("a.txt", text.encode())


def anchors(draft: Draft) -> list[str]:
    return [measure.anchor for measure in draft.measures]


def test_articles_count_through_the_chapters() -> None:
    draft = read(LAW)
    assert anchors(draft) == ["1", "2", "2-1", "2-2", "3"]
    assert draft.notices == ()
    assert draft.measures[4].parents[0] == ("第二章", "措施")
    assert draft.measures[4].text == "免收租金三个月。\n已交的抵后期。"


def test_title_number_signature_and_date_are_taken_from_their_places() -> None:
    draft = read(LAW)
    assert (draft.title, draft.number, draft.signature) == ("某市优化服务办法", "某府发〔2020〕3号", "某市人民政府")
    assert str(draft.made_on) == "2020-03-05"
    assert draft.summary == "各单位："


def test_an_opinion_becomes_a_tree_of_four_levels() -> None:
    draft = read(OPINION)
    assert anchors(draft) == ["1-1", "1-2", "2-3", "2-3-1", "2-3-1-1"]
    assert draft.notices == ()
    assert (draft.measures[0].heading, draft.measures[0].text) == ("减免租金", "承租国有房屋的免收三个月租金。")
    assert [caption.number for caption in draft.measures[4].parents] == ["二、", "（三）", "1."]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("一、甲的话。\n三、丙的话。", "编号不连续或重复：三、"),
        ("一、甲的话。\n一、乙的话。", "编号不连续或重复：一、"),
        ("二、乙的话。", "编号不连续或重复：二、"),
        ("（一）甲的话。\n二、乙的话。", "同一层编号样式不一致：二、"),
        ("没有编号的话。", "没有找到编号条目"),
    ],
)
def test_doubtful_numbers_are_reported_and_kept(text: str, complaint: str) -> None:
    draft = read(text)
    assert complaint in [notice.message for notice in draft.notices]
    assert len(set(anchors(draft))) == len(draft.measures)


def test_a_missing_number_is_not_made_up() -> None:
    draft = read("一、甲的话。\n没有编号的一段。\n二、乙的话。")
    assert [measure.number for measure in draft.measures] == ["一、", "二、"]
    assert draft.measures[0].text == "甲的话。\n没有编号的一段。"


def test_an_inserted_article_has_an_address_of_its_own() -> None:
    draft = read("第一条 甲。\n第一条之一 乙。\n第二条 丙。")
    assert anchors(draft) == ["1", "1.1", "2"]
    assert draft.notices == ()


def test_ten_thousand_points_are_refused() -> None:
    with pytest.raises(ImportRefusedError) as caught:
        read("\n".join(f"第{at}条 话。" for at in range(1, 10_001)))
    assert caught.value.reason is Refusal.TOO_MANY_MEASURES


def test_a_draft_becomes_a_document_with_the_facts_added() -> None:
    document = read(LAW).document(slug="rules", issuers=("某市人民政府",), organs=(), region_code="hangzhou")
    assert document.extent is Extent.WHOLE
    assert document.measure("3")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        draft = read_draft("a.txt", text.encode("utf-8", "surrogatepass"))
    except ImportRefusedError:
        return
    assert len(set(anchors(draft))) == len(draft.measures)
