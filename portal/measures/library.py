"""The policy library of this process: shipped and published documents, and this node's index over them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from flask import Flask, current_app

import knowledge
from knowledge.facets import facet_values
from portal import clock
from portal.database import db
from portal.errors import NotFound
from portal.measures import dictionary, queries
from portal.settings import Settings, current_settings

EXTENSION = "policy-index"
SHELF = "policy-library"
PER_PAGE = 10
ENDED = frozenset({knowledge.Validity.LAPSED, knowledge.Validity.REPEALED})
AT_ONCE = 2_000
"""Measures of which an index is built within a request: about 0.8 s (20,000 take 8 s, as `run bench search` shows)."""


@cache
def shipped() -> knowledge.Library:
    """Return the documents that come with the portal, read and checked once a process."""
    return knowledge.load_corpus()


@dataclass
class Shelf:
    """The library as this process last read it, and the stamp by which a change is noticed."""

    kept: tuple[queries.Stamp, knowledge.Library] | None = None


def current() -> knowledge.Library:
    """Return the shipped documents with the published ones of the database, which stand before shipped namesakes.

    Every call asks the database whether something was published or withdrawn; only then is the library read again.
    """
    shelf = cast("Shelf", current_app.extensions[SHELF])
    stamp = queries.stamp(db.session)
    if shelf.kept is None or shelf.kept[0] != stamp:
        shelf.kept = (stamp, _together())
    return shelf.kept[1]


def _together() -> knowledge.Library:
    imported = queries.published(db.session)
    if not imported:
        return shipped()
    own = [knowledge.document_from_dict(row.content) for row in imported.values()]
    return knowledge.Library.of([*(each for each in shipped() if each.slug not in imported), *own])


def is_in_own_words(of: knowledge.Document) -> bool:
    """Tell whether a document's points are the library's summaries, as in all that is shipped; imported text is not."""
    return shipped().get(of.slug) == of


def own_index() -> knowledge.Index:
    """Return this node's index as it is, built or not."""
    return cast("knowledge.Index", current_app.extensions[EXTENSION])


def refresh_index() -> bool:
    """Build this node's index beside the one that serves where the library has changed; tell whether it had."""
    return own_index().rebuild(current())


def refresh_soon() -> bool:
    """Build this node's index within the request while that takes no time; tell whether it is of today's library.

    A larger library is left to the worker, whose job looks at every node each minute.
    """
    if sum(len(each.measures) for each in current()) <= AT_ONCE:
        refresh_index()
    return is_indexed()


def is_indexed() -> bool:
    """Tell whether this node's index was made from the library as it is now."""
    return own_index().is_current(current())


def policy_index() -> knowledge.Index:
    """Return this node's index as it serves, built first where there is none yet.

    A reader never waits for a rebuild.
    """
    index = own_index()
    if index.digest is None:
        index.rebuild(current())
    return index


def find(
    text: str,
    filters: dict[str, list[str]] | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
    lay_terms: knowledge.LayTerms | None = None,
) -> knowledge.Results:
    """Return a page of the measures that answer a question; any text is a question.

    Everyday words are understood by the office's dictionary, or by another one that is being tried.
    """
    query = knowledge.Query(
        text,
        filters=filters or {},
        page=page,
        per_page=per_page,
        home_region=current_settings().home_region,
        lay_terms=lay_terms or dictionary.current(),
    )
    return _still_there(policy_index().search(query))


def _still_there(results: knowledge.Results) -> knowledge.Results:
    """Leave out what has been withdrawn since the index was built."""
    documents = current()
    hits = tuple(
        hit for hit in results.hits if documents.measure(hit.document.slug, hit.measure.anchor if hit.measure else "")
    )
    return replace(results, hits=hits, total=results.total - len(results.hits) + len(hits))


def document(slug: str) -> knowledge.Document:
    """Return a document; raise NotFound for an unknown one."""
    found = current().get(slug)
    if found is None:
        raise NotFound
    return found


def measure(slug: str, anchor: str) -> tuple[knowledge.Document, knowledge.Measure]:
    """Return a measure and its document; raise NotFound where there is no such point."""
    found = current().measure(slug, anchor)
    if found is None:
        raise NotFound
    return found


def having(filters: Mapping[str, Collection[str]]) -> list[knowledge.Document]:
    """Return the documents that pass filters by facets; without filters every one."""
    return [
        each
        for each in current()
        if all(set(values) & set(facet_values(each)[name]) for name, values in filters.items())
    ]


def named(part: str) -> list[knowledge.Document]:
    """Return the documents with some words in title, number or issuers, by title; without words every one."""
    found = (each for each in current() if part in f"{each.title}\n{each.number or ''}\n{each.issuer}")
    return sorted(found, key=lambda each: each.title)


def has_ended(of: knowledge.Document) -> bool:
    """Tell whether the period for which a document says that it applies is over today, and it is not marked so."""
    return of.validity not in ENDED and of.has_ended(clock.today())


def has(slug: str) -> bool:
    """Tell whether the library has a document."""
    return current().get(slug) is not None


def is_shipped(slug: str) -> bool:
    """Tell whether a document came with the portal, whatever versions the office has of it."""
    return shipped().get(slug) is not None


def is_local(of: knowledge.Document) -> bool:
    """Tell whether a document is of the portal's own region or of one above it."""
    return knowledge.covers(of.region_code, current_settings().home_region)


def replacement(of: knowledge.Document) -> knowledge.Document | None:
    """Return the document that replaced one, where it is known and still in the library."""
    return current().get(of.replaced_by) if of.replaced_by else None


def namesakes(of: knowledge.Document) -> list[knowledge.Document]:
    """Return the other documents that people call by the same name, such as 十条意见."""
    names = {of.title, *of.aliases}
    return [other for other in current() if other.slug != of.slug and names & {other.title, *other.aliases}]


def init_app(app: Flask, settings: Settings) -> None:
    """Open this node's index; the library is read when it is first asked for."""
    app.extensions[SHELF] = Shelf()
    dictionary.init_app(app)
    app.extensions[EXTENSION] = knowledge.Index(settings.data_dir / "policy-index", edition=knowledge.corpus_edition())
