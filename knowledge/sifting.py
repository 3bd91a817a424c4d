"""Filtering what was found by facets, and counting what each further filter would leave."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from knowledge.facets import FACETS
from knowledge.ranking import Ranked
from knowledge.reading import OpenIndex


@dataclass(frozen=True, slots=True)
class Sifted:
    """What passes the filters, measures apart from documents of which only the title is known, and facet counts."""

    hits: Ranked
    titles: Ranked
    counts: Mapping[str, Mapping[str, int]]


def sifted(index: OpenIndex, ranked: Ranked, filters: Mapping[str, Collection[str]]) -> Sifted:
    """Sift; a facet's counts take the other facets' filters into account, not its own."""
    places, are_measures = index.places[ranked.entries], index.are_measures[ranked.entries]
    hits_in = np.bincount(places[are_measures], minlength=len(index.library))
    passing = {
        name: index.facets[name].having(values, len(index.library))
        for name, values in filters.items()
        if values and name in FACETS
    }
    counts = {}
    for name in FACETS:
        others = (mask for other, mask in passing.items() if other != name)
        counts[name] = index.facets[name].count(reduce(np.multiply, others, hits_in))
    every = reduce(np.logical_and, passing.values(), np.ones(len(index.library), np.bool_))
    kept: NDArray[np.bool_] = every[places]
    return Sifted(ranked.only(kept & are_measures), ranked.only(kept & ~are_measures), counts)
