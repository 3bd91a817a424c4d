import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.evaluation import evaluate
from knowledge.judged import CollectionError, read_judged

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a collection; what is not given is a small sound one."""

    def written(**files: str | list[Any]) -> Path:
        sound: dict[str, str | list[Any]] = {
            "corpus": [{"id": 1, "name": "劳动法", "chapter": "第一章", "text": "第一条 用人单位应当支付劳动报酬。"}],
            "queries": [{"qid": 1, "query": "不发工资"}],
            "qrels": [{"qid": "1", "docs": ["1"]}],
        }
        for name, content in (sound | files).items():
            lines = content if isinstance(content, str) else "\n".join(map(json.dumps, content))
            (tmp_path / f"{name}.jsonl").write_bytes(lines.encode())
        return tmp_path

    return written


@pytest.mark.parametrize(
    ("docs", "grades"),
    [
        ([7, "b"], {"7": 1, "b": 1}),
        (7, {"7": 1}),
        ("7", {"7": 1}),
        ([7.0], {"7": 1}),
        ({"7": 2, "b": 0}, {"7": 2}),
        ([["7", 3], [8, 1]], {"7": 3, "8": 1}),
        ([{"id": 7, "grade": 2}, {"id": "b"}], {"7": 2, "b": 1}),
    ],
)
def test_answers_are_ids_lists_or_grades(write: Write, docs: object, grades: dict[str, float]) -> None:
    assert read_judged(write(qrels=[{"qid": 1, "docs": docs}])).grades == {"1": grades}


def test_judgements_of_one_question_in_several_rows_are_joined(write: Write) -> None:
    folder = write(qrels=[{"qid": 1, "docs": [1]}, {"qid": "1", "docs": [2]}])
    assert read_judged(folder).grades == {"1": {"1": 1, "2": 1}}


def test_byte_order_mark_empty_lines_and_missing_chapters_do_no_harm(write: Write) -> None:
    row = json.dumps({"id": "a", "text": "第二条 应当支付租金。"}, ensure_ascii=False)
    judged = read_judged(write(corpus=f"\ufeff\n{row}\r\n\n", qrels=[{"qid": 1, "docs": "a"}]))
    (document,) = judged.library
    assert (document.measures[0].number, document.measures[0].parents) == ("第二条", ())


def test_an_article_in_the_name_is_the_number_of_the_measure(write: Write) -> None:
    rows = [{"id": at, "name": f"民法典第{at}条之一", "text": "正文"} for at in (1, 2)]
    (document,) = read_judged(write(corpus=rows)).library
    assert (document.title, [measure.number for measure in document]) == ("民法典", ["第1条之一", "第2条之一"])


def test_what_is_odd_about_a_collection_is_told(write: Write) -> None:
    row = {"id": 1, "name": "法", "text": "支付工资"}
    figures = evaluate(
        write(
            corpus=[row, row],
            queries=[{"qid": 1, "query": "工资"}, {"qid": 2, "query": "无判"}],
            qrels=[{"qid": 1, "docs": [1, "ghost"]}, {"qid": 3, "docs": [1]}, {"qid": 2, "docs": []}],
        )
    )
    assert (figures.queries, figures.recall_at_100) == (1, 0.5)
    assert [note.split()[0] for note in figures.notes] == ["1", "1", "ids", "ids"]
    assert "ghost" in figures.notes[2]


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"corpus": '{"id": 1, "text": "甲"}\n{"id": 2, "text": '}, "corpus.jsonl:2"),
        ({"corpus": "[1]"}, "corpus.jsonl:1"),
        ({"corpus": [{"text": "甲"}]}, "corpus.jsonl:1"),
        ({"corpus": [{"id": 1, "name": "甲"}]}, "corpus.jsonl:1"),
        ({"corpus": ""}, "corpus.jsonl:1"),
        ({"queries": '\n\n{"qid": true, "query": "甲"}'}, "queries.jsonl:3"),
        ({"queries": [{"qid": 1}]}, "queries.jsonl:1"),
        ({"qrels": [{"qid": 1, "docs": [[1, "good"]]}]}, "qrels.jsonl:1"),
        ({"qrels": [{"qid": 1, "docs": None}]}, "qrels.jsonl:1"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(write: Write, files: dict[str, Any], place: str) -> None:
    with pytest.raises(CollectionError, match=f"^{place}: "):
        read_judged(write(**files))


def test_bytes_that_are_no_utf8_are_named_with_their_line(write: Write) -> None:
    folder = write()
    (folder / "corpus.jsonl").write_bytes(b'{"id": 1, "text": "\xd6\xd0"}')
    with pytest.raises(CollectionError, match=r"corpus\.jsonl:1"):
        read_judged(folder)


def test_a_collection_without_any_judged_question_is_refused(write: Write) -> None:
    with pytest.raises(CollectionError, match="no question"):
        evaluate(write(qrels=[{"qid": 9, "docs": [1]}]))


def test_questions_of_any_length_are_asked(write: Write) -> None:
    folder = write(queries=[{"qid": 1, "query": "老板不发工资怎么办" * 2000}])
    assert evaluate(folder).recall_at_10 == 1


def test_higher_grades_belong_higher(write: Write) -> None:
    rows = [{"id": 1, "name": "甲法", "text": "工资"}, {"id": 2, "name": "乙法", "text": "工资应当按月支付"}]
    folder = write(corpus=rows, qrels=[{"qid": 1, "docs": {"1": 1, "2": 3}}], queries=[{"qid": 1, "query": "按月支付"}])
    assert evaluate(folder).ndcg_at_10 > 0.7
