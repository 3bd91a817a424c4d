"""Finding and reading policy: the search page, a page a document and a page a measure. Open to everybody."""

from collections import Counter
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l

import knowledge
from knowledge.captions import captioned
from knowledge.facets import facet_values
from portal import clock
from portal.database import db
from portal.measures import library, tallies
from portal.permissions.checks import requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged
from portal.rate_limits import SEARCHING

blueprint = Blueprint("measures", __name__, url_prefix="/measures")

blueprint.add_app_template_global(library.replacement)
blueprint.add_app_template_global(library.has_ended)

LONGEST_QUESTION = 200
FEW = 5
SHORT_QUESTION = 10
OUTLINED = 20
WAYS = ("theme", "issuer", "region")
# A heading with its options: (label, count, address, chosen).
FacetGroup = tuple[str, list[tuple[str, int, str, bool]]]
FACET_NAMES = {
    "validity": _l("Validity"),
    "theme": _l("Theme"),
    "region": _l("Region"),
    "issuer": _l("Issuer"),
    "year": _l("Year"),
}


@blueprint.route("")
@requires(Permission.PUBLIC)
@SEARCHING
def search() -> str:
    """Show what the library has on a question, or without one its documents; facets make an address to share."""
    question = request.args.get("q", "")[:LONGEST_QUESTION].strip()
    chosen = {facet: request.args.getlist(facet) for facet in FACET_NAMES if request.args.get(facet)}
    page = max(1, request.args.get("page", 1, int))
    results = library.find(question, chosen, page) if question else None
    documents = [] if results else sorted(library.having(chosen), key=_local_first)
    paging = paged(len(documents))
    if results and page == 1 and not chosen:
        found = results.total + len(results.title_only_hits)
        tallies.count_search(db.session, question=question, found=found, on=clock.today())
    return render_template(
        "measures/search.html",
        question=question,
        results=results,
        suggestion=_suggestion(results, question) if results else None,
        groups=_facet_groups(results, chosen) if results else [],
        chosen=_chosen_links(chosen),
        page_url=lambda number: _address(page=number),
        documents=documents[paging.offset : paging.offset + paging.size],
        paging=paging,
        ways=_ways_in(documents, chosen),
    )


@blueprint.route("/<string:slug>")
@requires(Permission.PUBLIC)
def document(slug: str) -> str:
    """Show a document: outline, points with their citation, facts, and its namesakes."""
    shown = library.document(slug)
    _count_opened()
    return render_template(
        "measures/document.html",
        document=shown,
        points=_outline(shown),
        captioned=captioned,
        local=library.is_local(shown),
        in_own_words=library.is_in_own_words(shown),
        namesakes=library.namesakes(shown),
        cite=knowledge.cite,
    )


@blueprint.route("/<string:slug>/<string:anchor>")
@requires(Permission.PUBLIC)
def measure(slug: str, anchor: str) -> str:
    """Show one measure with its citation, its neighbours and its document."""
    of, shown = library.measure(slug, anchor)
    _count_opened()
    place = of.measures.index(shown)
    return render_template(
        "measures/measure.html",
        document=of,
        measure=shown,
        local=library.is_local(of),
        before=of.measures[place - 1] if place else None,
        after=of.measures[place + 1] if place + 1 < len(of.measures) else None,
        citation=knowledge.cite(of, shown),
    )


def _outline(of: knowledge.Document) -> list[tuple[str, str, int]]:
    """Return the headings and points of a document in their order: address on the page, words, depth."""
    rows: list[tuple[str, str, int]] = []
    for begun, point in captioned(of.measures):
        rows += [(f"{point.anchor}-above-{depth}", caption.headline, depth) for depth, caption in begun]
        heading, text = point.printed
        words = heading or text[:OUTLINED] + "…" * (len(text) > OUTLINED)
        rows.append((point.anchor, words, len(point.parents)))
    return rows


def _suggestion(results: knowledge.Results, question: str) -> str | None:
    """Return what may have been meant: of a few words always, of a sentence only where little was found."""
    return results.suggestion if results.total < FEW or len(question) <= SHORT_QUESTION else None


def _count_opened() -> None:
    """Count a hit that was opened from the search page, whose links carry the question."""
    question = request.args.get("q", "")[:LONGEST_QUESTION].strip()
    if question:
        tallies.count_opened(db.session, question=question, on=clock.today())


def _ways_in(
    documents: list[knowledge.Document], chosen: dict[str, list[str]]
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return by what documents can be browsed, the fullest first: words with their number, address, and if chosen."""
    found = []
    for facet in WAYS:
        counted = Counter(value for each in documents for value in facet_values(each)[facet])
        taken = chosen.get(facet, [])
        links = [
            (f"{facet_label(facet, value)} {count}", _address(**{facet: _toggled(taken, value)}), value in taken)
            for value, count in counted.most_common()
        ]
        if links:
            found.append((str(FACET_NAMES[facet]), links))
    return found


def _local_first(of: knowledge.Document) -> tuple[bool, str]:
    return (not library.is_local(of), of.title)


def _address(**changes: object) -> str:
    """Return this search's address with some arguments changed; None takes one away, a change goes to page one."""
    arguments = request.args.to_dict(flat=False)
    arguments.pop("page", None)
    for name, value in changes.items():
        arguments[name] = value if isinstance(value, list) else [] if value is None else [str(value)]
    query = urlencode({name: values for name, values in arguments.items() if values}, doseq=True)
    return f"{url_for('measures.search')}?{query}"


def facet_label(facet: str, value: str) -> str:
    """Return the words of a facet's value."""
    known = knowledge.regions().get(value) if facet == "region" else None
    return known.name if known else value


def _facet_groups(results: knowledge.Results, chosen: dict[str, list[str]]) -> list[FacetGroup]:
    groups = []
    for facet, name in FACET_NAMES.items():
        taken = chosen.get(facet, [])
        options = [
            (facet_label(facet, value), count, _address(**{facet: _toggled(taken, value)}), value in taken)
            for value, count in results.facets.get(facet, ())
        ]
        if options:
            groups.append((str(name), options))
    return groups


def _toggled(taken: list[str], value: str) -> list[str]:
    return [other for other in taken if other != value] if value in taken else [*taken, value]


def _chosen_links(chosen: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [
        (facet_label(facet, value), _address(**{facet: _toggled(values, value)}))
        for facet, values in chosen.items()
        for value in values
    ]
