"""Questions in, ranked and faceted hits out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from knowledge.analysis import ASKING, words
from knowledge.citation import cite
from knowledge.documents import Document, Measure
from knowledge.entries import Entry
from knowledge.facets import FACETS
from knowledge.highlighting import Highlighter, Segment
from knowledge.lay_terms import LayTerms, shipped_terms
from knowledge.questions import Question, take_apart
from knowledge.ranking import Ranking, ranked
from knowledge.reading import Frequency, OpenIndex, nowhere
from knowledge.regions import covers
from knowledge.sifting import sifted

SNIPPET = 140
"""Characters of a measure's text shown with a hit."""
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Query:
    """A search. `filters` maps a facet to the values wanted (any of them); `home_region` is the caller's own place.

    `lay_terms` is the caller's dictionary of everyday words; without one the shipped one is used.
    """

    text: str
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    page: int = 1
    per_page: int = 20
    home_region: str | None = None
    lay_terms: LayTerms | None = None


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


def search(index: OpenIndex, query: Query, ranking: Ranking, elsewhere: Frequency = nowhere) -> Results:
    """Return the page of results for any text at all; an empty question has no results.

    `elsewhere` tells how many entries of another collection have a term, and how many it has.
    """
    question = take_apart(query.text)
    lay_terms = query.lay_terms or shipped_terms()
    meant = lay_terms.document_words(question.free)
    per_page = max(1, query.per_page)
    found = sifted(
        index, ranked(index, question, meant, query.home_region, ranking, elsewhere=elsewhere), query.filters
    )
    total, titles = len(found.hits.entries), len(found.titles.entries)
    page = min(max(1, query.page), max(1, -(-total // per_page)))
    shown = found.hits.part((page - 1) * per_page, page * per_page)
    highlighter = Highlighter(_marks(question, meant))
    return Results(
        total=total,
        hits=tuple(_hit(score, index.entries[at], highlighter, query.home_region) for score, at in shown),
        title_only_hits=tuple(
            _hit(score, index.entries[at], highlighter, query.home_region) for score, at in found.titles.part(0, titles)
        ),
        facets={name: tuple(sorted(found.counts[name].items(), key=lambda one: (-one[1], one[0]))) for name in FACETS},
        suggestion=index.spelling(lay_terms).correct(question, found=bool(total or titles)),
        page=page,
        per_page=per_page,
    )


def _marks(question: Question, meant: list[str]) -> list[str]:
    """List what to highlight: whole words, not the bigrams across them; of a short phrase meant also each word."""
    asked = [word for word in words(ASKING.sub(" ", question.free)) if len(word) > 1 or question.plain == word]
    meant_words = [word for one in meant if len(one) <= _SHORT for word in words(one) if len(word) > 1]
    return [*asked, *meant, *meant_words, *question.phrases, *question.names]


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
