"""Measures and published answers that may help with what is being written, and the count of those that solved it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

import knowledge
from portal import clock
from portal.answers import finding
from portal.answers.models import PublishedAnswer
from portal.audit.operations import record
from portal.cases.intake import drafts
from portal.cases.models import Category, Draft, Solution
from portal.measures import library
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission

MOST_SHOWN = 4
MOST_ANSWERS = 2
OF_ONE_DOCUMENT = 2
LOOKED_AT = 16
WORDS_READ = 300  # the beginning of a description says what it is about
# A measure is shown where it is about the matter and not merely shares a word with it: at least so high, at least
# such a share of the best. The scores are those of the shipped library's questions.
LEAST_SCORE = 2.5
LEAST_SHARE = 0.3
OVER = frozenset({knowledge.Validity.LAPSED, knowledge.Validity.REPEALED})


@dataclass(frozen=True)
class Suggestion:
    """A measure as the page shows it."""

    document: knowledge.Document
    measure: knowledge.Measure
    is_local: bool

    @property
    def citation(self) -> str:
        """The standard citation."""
        return knowledge.cite(self.document, self.measure)


def question_of(draft: Draft, category: Category | None) -> str:
    """Return what the library is asked: what is written or, before anything is, the category chosen."""
    told = (str(draft.answers.get(name) or "") for name in ("title", "description"))
    written = " ".join(told).strip()[:WORDS_READ]
    return written or (category.full_name if category else "")


@dataclass(frozen=True)
class Answered:
    """A published answer as the page shows it."""

    answer: PublishedAnswer


def for_question(question: str) -> list[Suggestion | Answered]:
    """Return up to two published answers, then up to four measures, both best first.

    No measure is shown that is no longer in force, and at most two of a document.
    """
    if not question:
        return []
    hits = library.find(question, per_page=LOOKED_AT).hits
    answers = [Answered(row) for row in finding.fitting(question, MOST_ANSWERS)]
    return [*answers, *list(_worth_showing(hits))[:MOST_SHOWN]]


def _worth_showing(hits: Iterable[knowledge.Hit]) -> Iterator[Suggestion]:
    shown: Counter[str] = Counter()
    best = 0.0
    for hit in hits:
        best = max(best, hit.score)
        fits = hit.score >= max(LEAST_SCORE, LEAST_SHARE * best) and hit.document.validity not in OVER
        if hit.measure and fits and shown[hit.document.slug] < OF_ONE_DOCUMENT:
            shown[hit.document.slug] += 1
            yield Suggestion(hit.document, hit.measure, hit.is_local)


def solved(session: Session, *, actor: Actor, draft: Draft, slug: str, anchor: str) -> Solution:
    """Count that a measure solved the matter, and end the draft. Raises NotFound for a measure that is not there."""
    document, measure = library.measure(slug, anchor)
    return _end(session, actor, draft, (slug, anchor), knowledge.cite(document, measure))


def solved_by_answer(session: Session, *, actor: Actor, draft: Draft, answer: PublishedAnswer) -> Solution:
    """Count that a published answer solved the matter, and end the draft."""
    return _end(session, actor, draft, (f"answer-{answer.id}", "answer"), answer.question)


def _end(session: Session, actor: Actor, draft: Draft, by: tuple[str, str], citation: str) -> Solution:
    require(actor, Permission.CASE_SUBMIT, draft.enterprise)
    slug, anchor = by
    solution = Solution(
        enterprise_id=draft.enterprise_id,
        document_slug=slug,
        anchor=anchor,
        citation=citation,
        kind=draft.kind,
        at=clock.now(),
    )
    session.add(solution)
    drafts.discard(session, draft)
    record(session, actor, "case:solved-by-measure", draft.enterprise.name, measure="#".join(by))
    return solution
