"""The order of the hits: how well they match, whether they are named outright, in force, and local."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import normalise, pairs, query_terms, runs
from knowledge.documents import Document, Validity
from knowledge.entries import Entry
from knowledge.postings import Entries
from knowledge.questions import Question, same_number
from knowledge.reading import Frequency, OpenIndex, Scores, nowhere
from knowledge.regions import covers

_STANDING = {
    Validity.IN_FORCE: 1.0, Validity.AMENDED: 0.97, Validity.UNVERIFIED: 0.97, Validity.NOT_YET: 0.85,
    Validity.LAPSED: 0.6, Validity.REPEALED: 0.6,
}  # fmt: skip

_SUBORDINATE = re.compile(r"(?:条例|规定|办法|规则|细则|解释|批复|答复|决定)(?:[(（][^()（）]*[)）])?$")
"""How the titles of norms below statutes end (regulations, rules, interpretations): 立法法 第九十九条、第一百条."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The numbers that decide the order; tuned on the tuning half of the judged questions."""

    bigram: float = 0.4
    single: float = 0.3
    expansion: float = 0.45
    repeated: float = 0.3
    most_terms: int = 48
    most_postings: int = 1_000_000
    coverage: float = 0.3
    support: float = 0.1
    supporters: int = 300
    cited: float = 0.15
    foreign: float = 0.75
    subordinate: float = 0.75
    authority: float = 0.01
    article: float = 1.0
    named: float = 50.0
    numbered: float = 100.0
    floor: float = 0.03
    """Hits below this share of the best score are left out: they share a word with the question and no more."""
    named_floor: float = 0.08
    """The same where documents were asked for by name or number and found."""


class Ranked(NamedTuple):
    """Entries, best first, with their scores."""

    entries: Entries
    scores: Scores

    def only(self, mask: NDArray[np.bool_]) -> Self:
        """Return those that a mask lets pass."""
        return self._replace(entries=self.entries[mask], scores=self.scores[mask])

    def part(self, start: int, end: int) -> list[tuple[float, int]]:
        """Return a stretch as pairs of score and entry."""
        return list(zip(self.scores[start:end].tolist(), self.entries[start:end].tolist(), strict=True))


def ranked(
    index: OpenIndex,
    question: Question,
    meant: Iterable[str],
    home: str | None,
    ranking: Ranking,
    *,
    elsewhere: Frequency = nowhere,
) -> Ranked:
    """Return the entries that answer, best first; on equal scores the higher authority, then the library's order.

    `meant` are the document words for the question's everyday words.
    """
    weights = _weights(question, meant, ranking)
    limits = {"most_terms": ranking.most_terms, "most_postings": ranking.most_postings}
    raw = index.scores(weights, elsewhere=elsewhere, coverage=ranking.coverage, **limits)
    raw = raw * _supports(index, raw, ranking)
    raw += ranking.cited * index.passed_on(raw)
    bonus = _exact_bonus(index, question, ranking)
    if bonus is not None:
        raw += bonus
    if question.phrases:
        raw *= _with_phrases(index, raw, question.phrases)
    scores = raw * _standings(index, home, ranking)
    named = bonus is not None and bonus.max(initial=0.0) >= ranking.named
    least = (ranking.named_floor if named else ranking.floor) * scores.max(initial=0.0)
    found = np.flatnonzero((scores > 0) & (scores >= least)).astype(np.int32)
    order = np.lexsort((found, -_authorities(index)[found], -np.round(scores[found], 6)))
    return Ranked(found[order], scores[found][order])


def _supports(index: OpenIndex, raw: Scores, ranking: Ranking) -> Scores | float:
    """Return what each entry gains by its document: more of the best entries are of the one that the question is about.

    The document with the largest sum over the best `supporters` entries gains `support`, the others their share of it.
    """
    if not ranking.support or not raw.any():
        return 1.0
    some = min(ranking.supporters, len(raw))
    best = np.argpartition(-raw, some - 1)[:some]
    by_place = np.bincount(index.places[best], raw[best], len(index.library))
    gains: Scores = 1 + ranking.support * by_place / by_place.max()
    return gains[index.places]


def _exact_bonus(index: OpenIndex, question: Question, ranking: Ranking) -> Scores | None:
    """Work out what a document number, a title or 第N条 named in the question adds to each entry."""
    if not (question.numbers or question.names or question.articles):
        return None
    by_place = np.zeros(len(index.library))
    if question.numbers:
        asked_for = [
            bool(number) and any(same_number(one, number) for one in question.numbers) for number in index.numbers
        ]
        by_place += ranking.numbered * np.array(asked_for, np.bool_)
    if question.names:
        called = [any(name in title for name in question.names for title in titles) for titles in index.names]
        by_place += ranking.named * np.array(called, np.bool_)
    bonus: Scores = by_place[index.places]
    for article in question.articles & index.articles.keys():
        asked = index.articles[article]
        bonus[asked] += np.where(by_place[index.places[asked]] > 0, ranking.named, ranking.article)
    return bonus


def _with_phrases(index: OpenIndex, raw: Scores, phrases: Iterable[str]) -> NDArray[np.bool_]:
    """Tell which of the entries that score have every phrase; only those with all its pairs are read."""
    terms = [
        pair for phrase in phrases for kind, run in runs(phrase) for pair in (pairs(run) if kind == "han" else [run])
    ]
    has: NDArray[np.bool_] = (raw > 0) & index.having(terms)
    for at in np.flatnonzero(has).tolist():
        has[at] = _has_phrases(index.entries[at], phrases)
    return has


def _has_phrases(entry: Entry, phrases: Iterable[str]) -> bool:
    whole = normalise("\n".join((entry.document.title, *entry.document.aliases, entry.heading, entry.text)))
    return all(phrase in whole for phrase in phrases)


def _standings(index: OpenIndex, home: str | None, ranking: Ranking) -> Scores:
    """Return what each entry's score is multiplied by."""
    if (home, ranking) not in index.kept:
        by_place = np.array([_standing(document, home, ranking) for document in index.library])
        index.kept[home, ranking] = by_place[index.places] if len(by_place) else np.zeros(0)
    return index.kept[home, ranking]


def _authorities(index: OpenIndex) -> Scores:
    if "authority" not in index.kept:
        by_place = np.array([float(document.level.authority) for document in index.library])
        index.kept["authority"] = by_place[index.places] if len(by_place) else np.zeros(0)
    return index.kept["authority"]


def _standing(document: Document, home: str | None, ranking: Ranking) -> float:
    """In force before lapsed, local before foreign, statutes before what is made under them, high levels before low."""
    local = 1.0 if home is None or covers(document.region_code, home) else ranking.foreign
    rank = ranking.subordinate if _SUBORDINATE.search(document.title) else 1.0
    return _STANDING[document.validity] * local * rank * (1 + ranking.authority * document.level.authority)


def _weights(question: Question, meant: Iterable[str], ranking: Ranking) -> dict[str, float]:
    """Return the terms of a question and, more lightly, of the document words for its everyday words.

    What a story says several times counts somewhat more.
    """
    weights = query_terms(question.free, bigram=ranking.bigram, single=ranking.single)
    for term, times in ((term, question.free.count(term)) for term in weights):
        weights[term] *= 1 + ranking.repeated * log(max(times, 1))
    for words in meant:
        for term, weight in query_terms(words, bigram=ranking.bigram, single=0.0).items():
            weights.setdefault(term, weight * ranking.expansion)
    return weights
