import json
from pathlib import Path

import pytest

from knowledge.evaluation import evaluate, main, percentile, scored


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    corpus = [
        {"id": 1, "name": "劳动法", "chapter": "第一章 工资", "text": "第一条 用人单位应当按时支付劳动报酬。"},
        {"id": "b", "name": "劳动法", "chapter": "", "text": "第二条 解除劳动合同应当支付经济补偿。"},
        {"id": 3, "name": "租赁法", "chapter": None, "text": "承租人应当支付租金。"},
    ]
    tables = {
        "corpus": corpus,
        "queries": [
            {"qid": "q1", "query": "公司不发工资"},
            {"qid": "q2", "query": "房租"},
            {"qid": "q3", "query": "无判"},
        ],
        "qrels": [{"qid": "q1", "docs": [1]}, {"qid": "q2", "docs": [3]}],
    }
    for name, rows in tables.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def test_a_judged_collection_is_measured(collection: Path) -> None:
    figures = evaluate(collection)
    assert (figures.queries, figures.measures) == (2, 3)
    assert figures.recall_at_10 == figures.mrr_at_10 == figures.ndcg_at_10 == 1
    assert figures.index_bytes > 0
    assert 0 < figures.p50_ms <= figures.p95_ms


def test_the_command_prints_json(collection: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(collection)]) == 0
    assert json.loads(capsys.readouterr().out)["recall_at_100"] == 1


def test_the_figures_of_a_ranked_list() -> None:
    recall, recall_100, first, ndcg = scored(["x", "a", *("y" * 10), "b"], ["a", "b"])
    assert (recall, recall_100, first) == (0.5, 1.0, 0.5)
    assert 0.38 < ndcg < 0.39


def test_the_percentile_of_nothing_is_nought() -> None:
    assert percentile([], 0.5) == 0
    assert percentile([1, 2, 3, 4], 0.95) == 4
