"""An open index: scores of entries for weighted terms, and the documents behind the entries."""

import json
import threading
from functools import cached_property
from math import log
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.query import Or, Term
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import SearchContext

from knowledge.building import DOCUMENTS, FIELD, VOCABULARY
from knowledge.entries import Entry, entries
from knowledge.library import Library
from knowledge.storing import document_from_dict
from knowledge.suggestions import Spelling


class _Scorer(BaseScorer):
    def __init__(self, factor: float) -> None:
        self._factor = factor

    def score(self, matcher: Any) -> float:
        return self._factor * float(matcher.weight())


class _TermWeighting(WeightingModel):
    """Multiplies a posting's stored weight by the term's rarity and its weight in the question."""

    def __init__(self, factors: dict[bytes, float]) -> None:
        self._factors = factors

    def scorer(self, _searcher: Any, _fieldname: str, text: bytes, qf: int = 1) -> _Scorer:  # noqa: ARG002 -- as Whoosh asks
        return _Scorer(self._factors[text])


class OpenIndex:
    """One generation, read-only. Whoosh's readers share a file position, so scoring takes a lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._index = FileStorage(str(folder)).open_index()
        self._searcher = self._index.searcher()
        with (folder / DOCUMENTS).open(encoding="utf-8") as file:
            self.library = Library(tuple(document_from_dict(json.loads(line)) for line in file))
        self.entries: list[Entry] = list(entries(self.library))
        places = {document.slug: place for place, document in enumerate(self.library)}
        self.places: list[int] = [places[entry.document.slug] for entry in self.entries]
        """For each entry, the place of its document in the library."""

    @cached_property
    def articles(self) -> list[frozenset[int]]:
        """For each entry, the N of 第N条 under which people look for it."""
        return [entry.articles for entry in self.entries]

    @cached_property
    def spelling(self) -> Spelling:
        """The words of the library, for putting questions right."""
        return Spelling(json.loads((self._folder / VOCABULARY).read_text(encoding="utf-8")))

    def scores(self, weights: dict[str, float], *, most_terms: int, most_postings: int) -> list[tuple[int, float]]:
        """Every entry that has any of the terms, with its score.

        The most telling terms are used first, at most `most_terms`, and no more once `most_postings` entries have been
        read: what is left out is so common that it tells little, and the time of a search stays bounded.
        """
        with self._lock:
            factors = self._factors(weights, most_terms, most_postings)
            if not factors:
                return []
            query = Or([Term(FIELD, term.decode()) for term in factors])
            query.matcher_type = Or.ARRAY_MATCHER
            matcher = query.matcher(self._searcher, SearchContext(weighting=_TermWeighting(factors)))
            found = []
            while matcher.is_active():
                found.append((matcher.id(), matcher.score()))
                matcher.next()
            return found

    def _factors(self, weights: dict[str, float], most_terms: int, most_postings: int) -> dict[bytes, float]:
        total = len(self.entries)
        known = []
        for term, weight in weights.items():
            frequency = self._searcher.doc_frequency(FIELD, term)
            if frequency and weight > 0:
                known.append((weight * log(1 + (total - frequency + 0.5) / (frequency + 0.5)), term, frequency))
        factors: dict[bytes, float] = {}
        for factor, term, frequency in sorted(known, key=lambda one: (-one[0], one[1]))[:most_terms]:
            most_postings -= frequency
            if factors and most_postings < 0:
                continue
            factors[term.encode()] = factor
        return factors

    def close(self) -> None:
        """Give the files back."""
        with self._lock:
            self._searcher.close()
            self._index.close()
