"""What a document can be filtered by: issuer, region, level, year, theme and validity."""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from knowledge.documents import Document

FACETS = ("region", "level", "year", "validity", "issuer", "theme")


def facet_values(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the values by which a document can be filtered; the region by its code, the level by its word."""
    return {
        "region": (document.region_code,),
        "level": (document.level.value,),
        "year": (document.year,),
        "validity": (document.validity.value,),
        "issuer": document.issuers,
        "theme": document.themes,
    }


class Facet:
    """The values of one facet over all documents of a library, as numbers."""

    def __init__(self, values: Iterable[tuple[str, ...]]) -> None:
        pairs = [(place, value) for place, several in enumerate(values) for value in several]
        self._values = sorted({value for _, value in pairs})
        numbers = {value: number for number, value in enumerate(self._values)}
        self._places: NDArray[np.int64] = np.array([place for place, _ in pairs], np.int64)
        self._numbers: NDArray[np.int64] = np.array([numbers[value] for _, value in pairs], np.int64)

    def count(self, hits: NDArray[np.int64]) -> dict[str, int]:
        """Return for each value the hits in the documents that have it; ``hits`` is by document."""
        counted = np.bincount(self._numbers, hits[self._places], len(self._values))
        return {value: int(count) for value, count in zip(self._values, counted, strict=True) if count}

    def having(self, wanted: Collection[str], documents: int) -> NDArray[np.bool_]:
        """Tell of each document whether it has one of the values."""
        numbers = [number for number, value in enumerate(self._values) if value in wanted]
        has = np.zeros(documents, np.bool_)
        has[self._places[np.isin(self._numbers, numbers)]] = True
        return has
