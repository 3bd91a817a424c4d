"""An open index: scores of entries for weighted terms, and the documents behind the entries."""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import normalise
from knowledge.building import DOCUMENTS, REFERENCES, VOCABULARY
from knowledge.entries import Entry, entries
from knowledge.facets import FACETS, Facet, facet_values
from knowledge.lay_terms import LayTerms
from knowledge.library import Library
from knowledge.postings import Entries, Postings
from knowledge.questions import comparable_number
from knowledge.storing import document_from_dict
from knowledge.suggestions import Spelling

Scores = NDArray[np.float64]
Frequency = Callable[[str], tuple[int, int]]


def nowhere(_term: str) -> tuple[int, int]:
    """Tell of another collection where there is none."""
    return 0, 0


class OpenIndex:
    """One generation, read-only; many threads may read it at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postings = Postings(folder)
        with (folder / DOCUMENTS).open(encoding="utf-8") as file:
            self.library = Library(tuple(document_from_dict(json.loads(line)) for line in file))
        self.entries: list[Entry] = list(entries(self.library))
        places = {document.slug: place for place, document in enumerate(self.library)}
        self.places: NDArray[np.int32] = np.array([places[each.document.slug] for each in self.entries], np.int32)
        """For each entry, the place of its document in the library."""
        self.are_measures: NDArray[np.bool_] = np.array([each.measure is not None for each in self.entries], np.bool_)
        self._named, self._naming = np.load(folder / REFERENCES).T
        self._shares: Scores = np.bincount(self._named)[self._named] ** -0.5
        self.kept: dict[Hashable, Scores] = {}
        """What rankings have worked out once for this generation."""
        self._spelling: tuple[LayTerms, Spelling] | None = None

    @cached_property
    def articles(self) -> Mapping[int, Entries]:
        """By the N of 第N条, the entries that people look for under it."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for at, entry in enumerate(self.entries):
            for article in entry.articles:
                found[article].append(at)
        return {article: np.array(several, np.int32) for article, several in found.items()}

    @cached_property
    def names(self) -> list[tuple[str, ...]]:
        """For each document its title and other names, normalised."""
        return [tuple(map(normalise, (document.title, *document.aliases))) for document in self.library]

    @cached_property
    def numbers(self) -> list[str]:
        """For each document its number in the comparable form; empty for one without."""
        return [comparable_number(document.number) if document.number else "" for document in self.library]

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """What the documents can be filtered by."""
        values = [facet_values(document) for document in self.library]
        return {name: Facet(each[name] for each in values) for name in FACETS}

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        words: dict[str, int] = json.loads((self._folder / VOCABULARY).read_text(encoding="utf-8"))
        return words

    def spelling(self, lay_terms: LayTerms) -> Spelling:
        """Return the words of this library and of a dictionary, for putting questions right."""
        known = self._spelling
        if known is None or known[0] is not lay_terms:
            known = self._spelling = (lay_terms, Spelling(self._vocabulary, lay_terms.table))
        return known[1]

    def frequency(self, term: str) -> tuple[int, int]:
        """Return how many entries have a term, and how many there are."""
        return self._postings.frequency(term), len(self.entries)

    def scores(
        self,
        weights: Mapping[str, float],
        *,
        most_terms: int,
        most_postings: int,
        coverage: float = 0.0,
        elsewhere: Frequency = nowhere,
    ) -> Scores:
        """Return the score of every entry; 0 where it has none of the terms.

        The most telling terms are used first, at most `most_terms`, and no more once `most_postings` entries have been
        read: what is left out is so common that it tells little, and the time of a search stays bounded.

        With a `coverage` c, each score is multiplied by the share of the question's weight that the entry has, to the
        power c: of a long story, an entry that speaks of several things comes before one that repeats a single word.
        """
        total = len(self.entries)
        known = []
        for term, weight in weights.items():
            found, impacts = self._postings.of(term)
            if len(found) and weight > 0:
                others, all_others = elsewhere(term)
                having = len(found) + others
                rarity = log(1 + (total + all_others - having + 0.5) / (having + 0.5))
                known.append((weight * rarity, term, found, impacts))
        scores, covered = np.zeros(total, np.float64), np.zeros(total, np.float64)
        used = sorted(known, key=lambda one: (-one[0], one[1]))[:most_terms]
        for at, (factor, _, found, impacts) in enumerate(used):
            most_postings -= len(found)
            if not at or most_postings >= 0:
                scores[found] += factor * impacts
                covered[found] += factor
        if coverage and used:
            some = covered > 0
            scores[some] *= (covered[some] / sum(factor for factor, *_ in used)) ** coverage
        return scores

    def passed_on(self, scores: Scores) -> Scores:
        """Return what each entry has from those that name it: their scores, over the root of how many they are."""
        passed = np.bincount(self._named, scores[self._naming] * self._shares, len(self.entries))
        return passed.astype(np.float64)

    def close(self) -> None:
        """Give the files back."""
        self._postings.close()

    def having(self, terms: list[str]) -> NDArray[np.bool_]:
        """Tell of each entry whether it has all of the terms."""
        has = np.ones(len(self.entries), np.bool_)
        for term in terms:
            one = np.zeros(len(self.entries), np.bool_)
            one[self._postings.of(term)[0]] = True
            has &= one
        return has
