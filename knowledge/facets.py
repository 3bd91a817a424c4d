"""Counting and filtering by issuer, region, level, year and validity."""

from collections import Counter
from collections.abc import Collection, Mapping

from knowledge.documents import Document
from knowledge.reading import OpenIndex

FACETS = ("region", "level", "year", "validity", "issuer")


def facet_values(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the values by which a document can be filtered; the region by its code, the level by its word."""
    return {
        "region": (document.region_code,),
        "level": (document.level.value,),
        "year": (document.year,),
        "validity": (document.validity.value,),
        "issuer": document.issuers,
    }


def sifted(
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
