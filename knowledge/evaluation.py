"""Measure the search on a judged collection: `python -m knowledge.evaluation FOLDER`.

What FOLDER holds is said in `knowledge.judged`. A fresh index is built with the analysis and the ranking that the
library itself uses, and every judged question is asked once, one at a time.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import log2
from pathlib import Path
from typing import Final

from knowledge.index import Index
from knowledge.judged import CollectionError, Judged, read_judged
from knowledge.ranking import Ranking
from knowledge.search import Query

_DEPTH: Final = 100
_TOP: Final = 10
_NAMED: Final = 5
_KILOBYTE: Final = 1024


@dataclass(frozen=True, slots=True)
class Figures:
    """What an evaluation found; times in milliseconds but for the build, size and peak memory in bytes."""

    queries: int
    measures: int
    recall_at_10: float
    recall_at_100: float
    mrr_at_10: float
    ndcg_at_10: float
    p50_ms: float
    p95_ms: float
    build_seconds: float
    index_bytes: int
    memory_bytes: int
    notes: tuple[str, ...] = ()
    """What was odd about the collection, a sentence each."""

    def rounded(self) -> dict[str, object]:
        """Return the figures by name, with four decimals."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


def evaluate(folder: Path, ranking: Ranking | None = None) -> Figures:
    """Build a fresh index of a collection and ask it every judged question.

    Raises CollectionError for a row that cannot be used or when no question has an answer, OSError for a missing file.
    """
    collection = read_judged(folder)
    if not collection.questions:
        raise CollectionError("qrels.jsonl: no question of queries.jsonl has an answer")
    with tempfile.TemporaryDirectory() as scratch:
        index = Index(scratch, ranking=ranking)
        started = time.perf_counter()
        index.rebuild(collection.library)
        built = time.perf_counter() - started
        size = sum(path.stat().st_size for path in Path(scratch).rglob("*") if path.is_file())
        index.search(Query("预热"))
        judged = [_ask(index, text, collection.grades[qid]) for qid, text in collection.questions.items()]
    times = sorted(taken for _, taken in judged)
    recall, deep_recall, first, ndcg = (sum(figures[at] for figures, _ in judged) / len(judged) for at in range(4))
    return Figures(
        queries=len(judged),
        measures=sum(len(document.measures) for document in collection.library),
        recall_at_10=recall,
        recall_at_100=deep_recall,
        mrr_at_10=first,
        ndcg_at_10=ndcg,
        p50_ms=percentile(times, 0.5),
        p95_ms=percentile(times, 0.95),
        build_seconds=built,
        index_bytes=size,
        memory_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTE,
        notes=tuple(_notes(collection)),
    )


def _notes(collection: Judged) -> list[str]:
    notes = []
    if collection.unjudged:
        notes.append(f"{collection.unjudged} questions have no answer in qrels.jsonl and were not asked")
    if collection.unasked:
        notes.append(f"{collection.unasked} judged questions are not in queries.jsonl")
    if collection.unknown:
        notes.append(f"ids not in corpus.jsonl that count as not found: {_some(collection.unknown)}")
    if collection.repeated:
        notes.append(f"ids that corpus.jsonl has more than once, the first row was kept: {_some(collection.repeated)}")
    return notes


def _some(ids: Sequence[str]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _ask(index: Index, question: str, wanted: Mapping[str, float]) -> tuple[tuple[float, float, float, float], float]:
    started = time.perf_counter()
    results = index.search(Query(question, per_page=_DEPTH))
    taken = (time.perf_counter() - started) * 1000
    return scored([hit.measure.anchor for hit in results.hits if hit.measure], wanted), taken


def scored(found: Sequence[str], wanted: Mapping[str, float] | Sequence[str]) -> tuple[float, float, float, float]:
    """Recall@10, Recall@100, the reciprocal rank within 10 and nDCG@10 (gain = grade) of one ranked list."""
    grades = wanted if isinstance(wanted, Mapping) else dict.fromkeys(wanted, 1.0)
    gains = [grades.get(one, 0.0) for one in found[:_TOP]]
    first = next((1 / rank for rank, gain in enumerate(gains, 1) if gain), 0.0)
    best = _discounted(sorted(grades.values(), reverse=True)[:_TOP])
    near = sum(1 for gain in gains if gain)
    return near / len(grades), len(grades.keys() & set(found[:_DEPTH])) / len(grades), first, _discounted(gains) / best


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share of the ordered values lies (nearest rank); 0 for none."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a folder as JSON; 1 when it cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.evaluation", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds corpus.jsonl, queries.jsonl and qrels.jsonl")
    try:
        figures = evaluate(parser.parse_args(arguments).folder)
    except (OSError, CollectionError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(figures.rounded(), ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
