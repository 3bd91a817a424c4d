"""Writing an index: one pass for lengths, one for terms, then questions whose answers are known (canaries).

Each term's share of the BM25 score that does not depend on the question is worked out here and stored as its weight
(the library is complete when the index is built), so that a search only multiplies and adds.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from knowledge.analysis import index_terms, normalise, words
from knowledge.entries import Entry, entries
from knowledge.library import Library
from knowledge.postings import PostingsWriter
from knowledge.references import references
from knowledge.storing import document_to_dict

DOCUMENTS: Final = "documents.jsonl"
VOCABULARY: Final = "vocabulary.json"
REFERENCES: Final = "references.npy"
_LONGEST_WORD = 8


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a term counts by where it stands, and BM25's saturation `k1` and length share `b`."""

    text: float = 1.0
    heading: float = 2.0
    title: float = 0.7
    parents: float = 0.5
    k1: float = 1.5
    b: float = 0.6


def build(folder: Path, library: Library, weights: Weights) -> None:
    """Write the whole index of a library into an empty folder."""
    everything = list(entries(library))
    with (folder / DOCUMENTS).open("w", encoding="utf-8") as file:
        for document in library:
            file.write(json.dumps(document_to_dict(document)) + "\n")
    vocabulary = _vocabulary(everything)
    (folder / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=True), encoding="utf-8")
    np.save(folder / REFERENCES, np.array(references(everything), np.int32).reshape(-1, 2))
    _write_terms(folder, everything, weights)


def _write_terms(folder: Path, everything: Sequence[Entry], weights: Weights) -> None:
    mean = sum(map(_length, everything)) / max(len(everything), 1) or 1.0
    postings = PostingsWriter()
    for entry in everything:
        length = 1 - weights.b + weights.b * _length(entry) / mean
        counted = _weighted_terms(entry, weights).items()
        postings.add({term: count * (weights.k1 + 1) / (count + weights.k1 * length) for term, count in counted})
    postings.write(folder)


def _length(entry: Entry) -> int:
    return len(entry.text) + len(entry.heading) + 1


def _weighted_terms(entry: Entry, weights: Weights) -> dict[str, float]:
    document = entry.document
    names = (document.title, *document.aliases, document.issuer, document.region.name, *document.themes)
    parts = [
        (index_terms(entry.text), weights.text),
        (index_terms(entry.heading), weights.heading),
        (_repeated_terms(" ".join(names)), weights.title),
    ]
    if entry.measure and entry.measure.parents:
        parts.append((_repeated_terms(" ".join(caption.heading for caption in entry.measure.parents)), weights.parents))
    counted: dict[str, float] = {}
    for terms, weight in parts:
        for term, count in terms.items():
            counted[term] = counted.get(term, 0.0) + count * weight
    return counted


_repeated_terms = lru_cache(maxsize=16)(index_terms)
"""The terms of a title or a heading above, which all measures under it share."""


def _vocabulary(everything: Sequence[Entry]) -> dict[str, int]:
    """Words of two to eight characters with the number of entries that have them, for 您是不是要找."""
    counted: Counter[str] = Counter()
    for entry in everything:
        text = normalise(f"{entry.document.title} {entry.heading} {entry.text}")
        counted.update({word for word in words(text) if 1 < len(word) <= _LONGEST_WORD})
    return dict(sorted(counted.items()))
