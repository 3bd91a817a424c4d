"""Finding published answers by their words: an index of their own beside that of the measures, with the same search."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

import knowledge
from portal.answers import queries
from portal.answers.models import PublishedAnswer
from portal.database import db
from portal.measures import dictionary, library
from portal.settings import Settings

EXTENSION = "answer-index"
SHELF = "answer-library"
PER_PAGE = 10
# An answer is offered where it is about the matter and not merely shares a word with it: the least score, and share of
# the best, as for the measures that are suggested.
LEAST_SCORE = 2.5
LEAST_SHARE = 0.3


@dataclass
class Shelf:
    """The published answers as this process last read them, and the stamp by which a change is noticed."""

    kept: tuple[queries.Stamp, knowledge.Library] | None = None


@dataclass(frozen=True)
class Found:
    """A published answer with the beginning of it that answers, cut where the question's words stand."""

    row: PublishedAnswer
    segments: tuple[tuple[str, bool], ...]
    fits: bool = True
    """Whether it is about the question and does not merely share a word with it."""


def current() -> knowledge.Library:
    """Return the published answers as a library, each a document of one point whose heading is the question."""
    shelf = cast("Shelf", current_app.extensions[SHELF])
    stamp = queries.stamp(db.session)
    if shelf.kept is None or shelf.kept[0] != stamp:
        shelf.kept = (stamp, knowledge.Library.of(map(_document, queries.published(db.session))))
    return shelf.kept[1]


def _document(row: PublishedAnswer) -> knowledge.Document:
    point = knowledge.Measure("answer", "", row.question, f"{row.background}\n{row.answer}".strip())
    return knowledge.Document(
        slug=str(row.id),
        title=row.topic,
        issuers=(),
        organs=(knowledge.Organ.JUSTICE,),
        region_code="national",
        extent=knowledge.Extent.WHOLE,
        read_extent="",
        measures=(point,),
    )


def own_index() -> knowledge.Index:
    """Return this node's index as it is, built or not."""
    return cast("knowledge.Index", current_app.extensions[EXTENSION])


def refresh_index() -> bool:
    """Build this node's index where an answer was published or withdrawn; tell whether there was one."""
    return own_index().rebuild(current())


def find(question: str, page: int = 1, per_page: int = PER_PAGE) -> tuple[int, list[Found]]:
    """Return how many published answers there are on a question, and a page of them, best first.

    The index only names them: what has been withdrawn since it was built is not shown.
    """
    results = _search(question, page, per_page)
    rows = {row.id: row for row in queries.in_order(db.session, (int(hit.document.slug) for hit in results.hits))}
    found = ((rows.get(int(hit.document.slug)), hit) for hit in results.hits)
    return results.total, [Found(row, hit.segments, _fits(hit, results)) for row, hit in found if row]


def fitting(question: str, most: int) -> list[PublishedAnswer]:
    """Return the published answers that are about a matter, best first; none is better than one that is not."""
    if not question:
        return []
    results = _search(question, 1, most)
    return queries.in_order(db.session, (int(hit.document.slug) for hit in results.hits if _fits(hit, results)))


def _fits(hit: knowledge.Hit, results: knowledge.Results) -> bool:
    return hit.score >= max(LEAST_SCORE, LEAST_SHARE * results.hits[0].score)


def _search(question: str, page: int, per_page: int) -> knowledge.Results:
    index = own_index()
    if index.digest is None:
        index.rebuild(current())
    return index.search(knowledge.Query(question, page=page, per_page=per_page, lay_terms=dictionary.current()))


def init_app(app: Flask, settings: Settings) -> None:
    """Open this node's index, which tells rare words from common ones by the policy library's as well."""
    app.extensions[SHELF] = Shelf()
    background = cast("knowledge.Index", app.extensions[library.EXTENSION])
    app.extensions[EXTENSION] = knowledge.Index(settings.data_dir / "answer-index", background=background)
