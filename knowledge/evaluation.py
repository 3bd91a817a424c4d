"""Measure the search on a judged collection: `python -m knowledge.evaluation FOLDER`.

FOLDER holds `corpus.jsonl` (id, name, chapter, text), `queries.jsonl` (qid, query) and `qrels.jsonl` (qid, docs: the
ids that answer). A fresh index is built with the analysis and the ranking that the library itself uses.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import log2
from pathlib import Path
from typing import Any

from knowledge.documents import Caption, Document, Extent, Measure, Organ
from knowledge.index import Index
from knowledge.library import Library
from knowledge.numbering import leading_number
from knowledge.ranking import Ranking
from knowledge.search import Query

_DEPTH = 100
_TOP = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """What an evaluation found; times in milliseconds but for the build, size in bytes."""

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


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON-lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def library_of(corpus: Iterable[dict[str, Any]]) -> Library:
    """One document a name, one measure a row whose anchor is the row's id."""
    measures: dict[str, list[Measure]] = {}
    for row in corpus:
        name, text = str(row.get("name") or ""), str(row.get("text") or "")
        found = leading_number(text)
        parents = (Caption("", str(row["chapter"])),) if row.get("chapter") else ()
        measure = Measure(str(row["id"]), found[0].text if found else "", "", found[1] if found else text, parents)
        measures.setdefault(name, []).append(measure)
    return Library.of(
        Document(
            slug=f"d{at:06d}",
            title=name,
            issuers=(),
            organs=(Organ.LEGISLATURE,),
            region_code="national",
            extent=Extent.WHOLE,
            read_extent="",
            measures=tuple(several),
        )
        for at, (name, several) in enumerate(measures.items())
    )


def evaluate(folder: Path, ranking: Ranking | None = None) -> Figures:
    """Build a fresh index of a collection and ask it every judged question, one at a time."""
    library = library_of(rows(folder / "corpus.jsonl"))
    answers = {str(row["qid"]): [str(one) for one in row["docs"]] for row in rows(folder / "qrels.jsonl")}
    questions = [row for row in rows(folder / "queries.jsonl") if answers.get(str(row["qid"]))]
    with tempfile.TemporaryDirectory() as scratch:
        index = Index(scratch, ranking=ranking)
        started = time.perf_counter()
        index.rebuild(library)
        built = time.perf_counter() - started
        size = sum(path.stat().st_size for path in Path(scratch).rglob("*") if path.is_file())
        index.search(Query("预热"))
        judged = [_ask(index, str(row["query"]), answers[str(row["qid"])]) for row in questions]
    count = max(len(judged), 1)
    times = sorted(taken for _, taken in judged)
    recall, deep_recall, first, ndcg = (sum(figures[at] for figures, _ in judged) / count for at in range(4))
    return Figures(
        queries=len(judged),
        measures=sum(len(document.measures) for document in library),
        recall_at_10=recall,
        recall_at_100=deep_recall,
        mrr_at_10=first,
        ndcg_at_10=ndcg,
        p50_ms=percentile(times, 0.5),
        p95_ms=percentile(times, 0.95),
        build_seconds=built,
        index_bytes=size,
    )


def _ask(index: Index, question: str, wanted: Sequence[str]) -> tuple[tuple[float, float, float, float], float]:
    started = time.perf_counter()
    results = index.search(Query(question, per_page=_DEPTH))
    taken = (time.perf_counter() - started) * 1000
    return scored([hit.measure.anchor for hit in results.hits if hit.measure], wanted), taken


def scored(found: Sequence[str], wanted: Sequence[str]) -> tuple[float, float, float, float]:
    """Recall@10, Recall@100, the reciprocal rank within 10 and nDCG@10 of one ranked list."""
    right = set(wanted)
    gains = [1.0 if one in right else 0.0 for one in found[:_TOP]]
    first = next((1 / rank for rank, gain in enumerate(gains, 1) if gain), 0.0)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(len(right), _TOP) + 1))
    gained = sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
    return sum(gains) / len(right), len(right & set(found[:_DEPTH])) / len(right), first, gained / best


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share of the ordered values lies (nearest rank); 0 for none."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a folder as JSON."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.evaluation", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds corpus.jsonl, queries.jsonl and qrels.jsonl")
    figures = asdict(evaluate(parser.parse_args(arguments).folder))
    rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()}
    sys.stdout.write(json.dumps(rounded, ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
