"""The policy library of this process: the shipped documents and this node's index over them."""

from functools import cache
from typing import cast

from flask import Flask, current_app

import knowledge
from portal.errors import NotFound
from portal.settings import Settings, current_settings

EXTENSION = "policy-index"
PER_PAGE = 10


@cache
def shipped() -> knowledge.Library:
    """Return the documents that come with the portal, read and checked once a process."""
    return knowledge.load_corpus()


def own_index() -> knowledge.Index:
    """Return this node's index as it is, built or not."""
    return cast("knowledge.Index", current_app.extensions[EXTENSION])


def policy_index() -> knowledge.Index:
    """Return this node's index, built first where there is none yet or the library has changed."""
    index = own_index()
    if not index.is_current(shipped()):
        index.rebuild(shipped())
    return index


def find(
    text: str, filters: dict[str, list[str]] | None = None, page: int = 1, per_page: int = PER_PAGE
) -> knowledge.Results:
    """Return a page of the measures that answer a question; any text is a question."""
    query = knowledge.Query(
        text,
        filters=filters or {},
        page=page,
        per_page=per_page,
        home_region=current_settings().home_region,
    )
    return policy_index().search(query)


def document(slug: str) -> knowledge.Document:
    """Return a document; raise NotFound for an unknown one."""
    found = shipped().get(slug)
    if found is None:
        raise NotFound
    return found


def measure(slug: str, anchor: str) -> tuple[knowledge.Document, knowledge.Measure]:
    """Return a measure and its document; raise NotFound where there is no such point."""
    found = shipped().measure(slug, anchor)
    if found is None:
        raise NotFound
    return found


def is_local(of: knowledge.Document) -> bool:
    """Tell whether a document is of the portal's own region or of one above it."""
    return knowledge.covers(of.region_code, current_settings().home_region)


def namesakes(of: knowledge.Document) -> list[knowledge.Document]:
    """Return the other documents that people call by the same name, such as 十条意见."""
    names = {of.title, *of.aliases}
    return [other for other in shipped() if other.slug != of.slug and names & {other.title, *other.aliases}]


def init_app(app: Flask, settings: Settings) -> None:
    """Open this node's index."""
    app.extensions[EXTENSION] = knowledge.Index(settings.data_dir / "policy-index")
