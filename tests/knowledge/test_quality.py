import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import Document, Index, Library, Measure, Query
from knowledge.evaluation import scored


@pytest.mark.parametrize(("half", "recall", "ndcg"), [("tuning", 0.97, 0.92), ("held_out", 0.89, 0.83)])
def test_lay_questions_find_their_answers(
    index: Index, judged: Callable[[str], list[tuple[str, list[str]]]], half: str, recall: float, ndcg: float
) -> None:
    figures = []
    for question, answers in judged(half):
        hits = index.search(Query(question, per_page=100)).hits
        figures.append(scored([f"{hit.document.slug}#{hit.measure.anchor}" for hit in hits], answers))
    assert len(figures) == 60
    assert statistics.mean(one[0] for one in figures) >= recall
    assert statistics.mean(one[3] for one in figures) >= ndcg


def test_every_judged_answer_is_in_the_library(
    library: Library, judged: Callable[[str], list[tuple[str, list[str]]]]
) -> None:
    for half in ("tuning", "held_out"):
        for _, answers in judged(half):
            assert all(library.measure(*answer.split("#")) for answer in answers)


def test_no_question_is_in_both_halves(judged: Callable[[str], list[tuple[str, list[str]]]]) -> None:
    assert not {question for question, _ in judged("tuning")} & {question for question, _ in judged("held_out")}


def test_a_thousand_measures_are_searched_in_milliseconds(
    library: Library,
    judged: Callable[[str], list[tuple[str, list[str]]]],
    make_document: Callable[..., Document],
    tmp_path: Path,
) -> None:
    texts = [measure.heading + measure.text for document in library for measure in document]
    many = [texts[at % len(texts)] + f"第{at}号" for at in range(1000)]
    document = make_document("many")
    measures = tuple(Measure(str(at), f"第{at}条", "", text) for at, text in enumerate(many))
    index = Index(tmp_path)
    index.rebuild(Library.of([document.__class__(**{**vars(document), "measures": measures})]))
    index.search(Query("预热"))
    times = []
    for question, _ in judged("tuning"):
        started = time.process_time()
        index.search(Query(question))
        times.append(time.process_time() - started)
    assert statistics.quantiles(times, n=20)[18] < 0.03, (
        "p95 is 5 ms on an idle core; the bound leaves room for a busy one"
    )
