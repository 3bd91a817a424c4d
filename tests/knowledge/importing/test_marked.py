"""The split of a document as text that a person corrects."""

import pytest

import knowledge
from knowledge.importing import MarkedTextError, read_draft, read_marked, write_marked

LEVELS = """关于支持企业的意见

第一章 总则
第一条 为了支持企业，制定本意见。
第二章 措施
第二条 措施如下。
一、稳定用工
（一）缓缴社保。最长六个月。
1. 失业保险。
（1）由单位申请。
（二）补贴培训。
二、减免租金
免收三个月租金。
"""


def test_what_an_import_split_is_written_and_read_again_alike() -> None:
    draft = read_draft("a.txt", LEVELS.encode())
    again = read_marked(write_marked(draft.summary, draft.measures))
    assert again.measures == draft.measures
    assert again.summary == draft.summary


@pytest.mark.parametrize("document", [one for one in knowledge.load_corpus() if one.measures], ids=lambda one: one.slug)
def test_every_shipped_document_keeps_its_points(document: knowledge.Document) -> None:
    again = read_marked(write_marked(document.summary, document.measures))
    assert [(one.number, one.text) for one in again.measures] == [(one.number, one.text) for one in document.measures]


def test_a_mark_taken_away_joins_two_points() -> None:
    joined = read_marked("## 一、 减免租金\n免收三个月租金。\n1. 不是条目\n## 二、 缓缴\n最长六个月。")
    assert [one.text for one in joined.measures] == ["免收三个月租金。\n1. 不是条目", "最长六个月。"]


def test_a_number_that_skips_is_noticed_and_kept() -> None:
    draft = read_marked("## 一、 甲\n文\n## 三、 乙\n文")
    assert [one.number for one in draft.measures] == ["一、", "三、"]
    assert [(notice.line, notice.message) for notice in draft.notices] == [(3, "编号不连续或重复：三、")]


@pytest.mark.parametrize(
    ("text", "line"), [("没有条目", 1), ("## 无编号\n文", 1), ("概述\n## 一、\n## 二、 乙\n文", 2), ("", 1)]
)
def test_what_cannot_be_split_is_said_with_its_line(text: str, line: int) -> None:
    with pytest.raises(MarkedTextError) as refused:
        read_marked(text)
    assert refused.value.faults[0].line == line
    assert f"第{line}行" in str(refused.value)
