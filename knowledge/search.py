"""Questions in, ranked and faceted hits out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.analysis import ASKING, normalise, query_terms, words
from knowledge.citation import cite
from knowledge.documents import Document, Measure, Validity
from knowledge.entries import Entry
from knowledge.highlighting import Highlighter, Segment
from knowledge.lay_terms import document_words
from knowledge.questions import Question, comparable_number, same_number, take_apart
from knowledge.reading import OpenIndex
from knowledge.regions import covers

FACETS = ("region", "level", "year", "validity", "issuer")
SNIPPET = 140
"""Characters of a measure's text shown with a hit."""

_STANDING = {
    Validity.IN_FORCE: 1.0, Validity.AMENDED: 0.97, Validity.UNVERIFIED: 0.97, Validity.NOT_YET: 0.85,
    Validity.LAPSED: 0.6, Validity.REPEALED: 0.6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A search. `filters` maps a facet to the values wanted (any of them); `home_region` is the caller's own place."""

    text: str
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    page: int = 1
    per_page: int = 20
    home_region: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A measure that answers, or a title-only document (`measure` is None)."""

    document: Document
    measure: Measure | None
    score: float
    title: tuple[Segment, ...]
    heading: tuple[Segment, ...]
    segments: tuple[Segment, ...]
    is_local: bool
    """Whether the document is of the home region or of a place above it; True when no home region was given."""

    @property
    def citation(self) -> str:
        """《题名》（文号）第X条."""
        return cite(self.document, self.measure)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits with counts over all of them.

    A facet's counts take the other facets' filters into account, not its own, so that a second value can be added.
    Title-only documents are no hits: they have no text to rely on, and stand apart.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    title_only_hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    suggestion: str | None = None
    page: int = 1
    per_page: int = 20

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True, slots=True)
class Ranking:
    """The numbers that decide the order; tuned on the tuning half of the judged questions."""

    bigram: float = 0.4
    single: float = 0.3
    expansion: float = 0.4
    most_terms: int = 48
    most_postings: int = 16_000
    foreign: float = 0.75
    authority: float = 0.01
    article: float = 1.0
    named: float = 50.0
    numbered: float = 100.0
    floor: float = 0.08
    """Hits below this share of the best score are left out: they share a word with the question and no more."""


def search(index: OpenIndex, query: Query, ranking: Ranking) -> Results:
    """The page of results for any text at all; an empty question has no results."""
    question = take_apart(query.text)
    weights = question_weights(question, ranking)
    ranked = _ranked(index, question, weights, query.home_region, ranking)
    per_page = max(1, query.per_page)
    hits, counts, titles = _sifted(index, ranked, query.filters)
    page = min(max(1, query.page), max(1, -(-len(hits) // per_page)))
    shown = hits[(page - 1) * per_page : page * per_page]
    highlighter = Highlighter(_marks(question))
    return Results(
        total=len(hits),
        hits=tuple(_hit(score, index.entries[at], highlighter, query.home_region) for score, at in shown),
        title_only_hits=tuple(_hit(score, index.entries[at], highlighter, query.home_region) for score, at in titles),
        facets={name: tuple(sorted(counts[name].items(), key=lambda one: (-one[1], one[0]))) for name in FACETS},
        suggestion=index.spelling.correct(question, found=bool(hits or titles)),
        page=page,
        per_page=per_page,
    )


def question_weights(question: Question, ranking: Ranking) -> dict[str, float]:
    """The terms of a question and, more lightly, of the document words for its everyday words."""
    weights = query_terms(question.free, bigram=ranking.bigram, single=ranking.single)
    for words in document_words(question.free):
        for term, weight in query_terms(words, bigram=ranking.bigram, single=0.0).items():
            weights.setdefault(term, weight * ranking.expansion)
    return weights


def _marks(question: Question) -> list[str]:
    """What to highlight: whole words, not the bigrams across them."""
    asked = [word for word in words(ASKING.sub(" ", question.free)) if len(word) > 1 or question.plain == word]
    return [*asked, *document_words(question.free), *question.phrases, *question.names]


def _ranked(
    index: OpenIndex, question: Question, weights: dict[str, float], home: str | None, ranking: Ranking
) -> list[tuple[float, int]]:
    """The entries that answer, best first; on equal scores the higher authority, then the order of the library."""
    bonus = _exact_bonus(index, question, ranking)
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
    """What a document number, a title or 第N条 named in the question adds, by entry."""
    if not (question.numbers or question.names or question.articles):
        return {}
    by_place = [_document_bonus(document, question, ranking) for document in index.library]
    bonus: dict[int, float] = {}
    for at, entry in enumerate(index.entries):
        extra = by_place[index.places[at]]
        if question.articles and question.articles & entry.articles:
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


def facet_values(document: Document) -> dict[str, tuple[str, ...]]:
    """The values by which a document can be filtered; the region by its code, the level by its word."""
    return {
        "region": (document.region_code,),
        "level": (document.level.value,),
        "year": (document.year,),
        "validity": (document.validity.value,),
        "issuer": document.issuers,
    }


def _sifted(
    index: OpenIndex, ranked: list[tuple[float, int]], filters: Mapping[str, Collection[str]]
) -> tuple[list[tuple[float, int]], dict[str, Counter[str]], list[tuple[float, int]]]:
    """Hits that pass the filters, facet counts, and title-only entries that pass."""
    wanted = {name: frozenset(values) for name, values in filters.items() if values and name in FACETS}
    hits_in = Counter(index.places[at] for _, at in ranked if index.entries[at].measure)
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    passing = set()
    for place in {index.places[at] for _, at in ranked}:
        values = facet_values(index.library.documents[place])
        missed = [name for name, allowed in wanted.items() if not allowed.intersection(values[name])]
        if not missed:
            passing.add(place)
        if len(missed) <= 1 and hits_in[place]:
            for name in missed or FACETS:
                counts[name].update(dict.fromkeys(values[name], hits_in[place]))
    kept = [one for one in ranked if index.places[one[1]] in passing]
    hits = [one for one in kept if index.entries[one[1]].measure]
    titles = [one for one in kept if not index.entries[one[1]].measure]
    return hits, counts, titles


def _hit(score: float, entry: Entry, highlighter: Highlighter, home: str | None) -> Hit:
    return Hit(
        document=entry.document,
        measure=entry.measure,
        score=score,
        title=highlighter.segments(entry.document.title),
        heading=highlighter.segments(entry.heading),
        segments=highlighter.segments(entry.text, SNIPPET),
        is_local=home is None or covers(entry.document.region_code, home),
    )
