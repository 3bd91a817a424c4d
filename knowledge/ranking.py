"""The order of the hits: how well they match, whether they are named outright, in force, and local."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.analysis import normalise, query_terms
from knowledge.documents import Document, Validity
from knowledge.entries import Entry
from knowledge.questions import Question, comparable_number, same_number
from knowledge.reading import OpenIndex
from knowledge.regions import covers

_STANDING = {
    Validity.IN_FORCE: 1.0, Validity.AMENDED: 0.97, Validity.UNVERIFIED: 0.97, Validity.NOT_YET: 0.85,
    Validity.LAPSED: 0.6, Validity.REPEALED: 0.6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranking:
    """The numbers that decide the order; tuned on the tuning half of the judged questions."""

    bigram: float = 0.4
    single: float = 0.3
    expansion: float = 0.4
    most_terms: int = 48
    most_postings: int = 12_000
    foreign: float = 0.75
    authority: float = 0.01
    article: float = 1.0
    named: float = 50.0
    numbered: float = 100.0
    floor: float = 0.08
    """Hits below this share of the best score are left out: they share a word with the question and no more."""


def ranked(
    index: OpenIndex, question: Question, meant: Iterable[str], home: str | None, ranking: Ranking
) -> list[tuple[float, int]]:
    """Return the entries that answer, best first; on equal scores the higher authority, then the library's order.

    `meant` are the document words for the question's everyday words.
    """
    bonus = _exact_bonus(index, question, ranking)
    weights = _weights(question, meant, ranking)
    raw = dict(index.scores(weights, most_terms=ranking.most_terms, most_postings=ranking.most_postings))
    for at, extra in bonus.items():
        raw[at] = raw.get(at, 0.0) + extra
    if question.phrases:
        raw = {at: score for at, score in raw.items() if _has_phrases(index.entries[at], question.phrases)}
    standings = [_standing(document, home, ranking) for document in index.library]
    scored = [(score * standings[index.places[at]], at) for at, score in raw.items()]
    least = ranking.floor * max((score for score, _ in scored), default=0.0)
    kept = [one for one in scored if one[0] >= least]
    authorities = [document.level.authority for document in index.library]
    kept.sort(key=lambda one: (-round(one[0], 6), -authorities[index.places[one[1]]], one[1]))
    return kept


def _exact_bonus(index: OpenIndex, question: Question, ranking: Ranking) -> dict[int, float]:
    """Work out what a document number, a title or 第N条 named in the question adds, by entry."""
    if not (question.numbers or question.names or question.articles):
        return {}
    by_place = [_document_bonus(document, question, ranking) for document in index.library]
    bonus: dict[int, float] = {}
    for at, place in enumerate(index.places):
        extra = by_place[place]
        if question.articles and question.articles & index.articles[at]:
            extra += ranking.named if extra else ranking.article
        if extra:
            bonus[at] = extra
    return bonus


def _document_bonus(document: Document, question: Question, ranking: Ranking) -> float:
    extra = 0.0
    if question.numbers and document.number:
        number = comparable_number(document.number)
        extra += ranking.numbered * any(same_number(asked, number) for asked in question.numbers)
    if question.names:
        titles = [normalise(title) for title in (document.title, *document.aliases)]
        extra += ranking.named * any(name in title for name in question.names for title in titles)
    return extra


def _has_phrases(entry: Entry, phrases: Iterable[str]) -> bool:
    whole = normalise("\n".join((entry.document.title, *entry.document.aliases, entry.heading, entry.text)))
    return all(phrase in whole for phrase in phrases)


def _standing(document: Document, home: str | None, ranking: Ranking) -> float:
    """In force before lapsed, local before foreign, higher authority a little before lower."""
    local = 1.0 if home is None or covers(document.region_code, home) else ranking.foreign
    return _STANDING[document.validity] * local * (1 + ranking.authority * document.level.authority)


def _weights(question: Question, meant: Iterable[str], ranking: Ranking) -> dict[str, float]:
    """Return the terms of a question and, more lightly, of the document words for its everyday words."""
    weights = query_terms(question.free, bigram=ranking.bigram, single=ranking.single)
    for words in meant:
        for term, weight in query_terms(words, bigram=ranking.bigram, single=0.0).items():
            weights.setdefault(term, weight * ranking.expansion)
    return weights
