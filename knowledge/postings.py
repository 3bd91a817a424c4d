"""Postings: for each term the entries that have it and how much it counts there, in flat arrays on disk.

A term is looked up by its 64-bit digest in a sorted array, so that no process holds a dictionary of terms. The arrays
are mapped into memory: processes share the pages that they read, and threads read without a lock. They are opened
without pickle, so an index holds numbers and never code.
"""

from array import array
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Entries = NDArray[np.int32]
Impacts = NDArray[np.float32]

_TERMS: Final = "terms.npy"
_STARTS: Final = "starts.npy"
_ENTRIES: Final = "entries.npy"
_IMPACTS: Final = "impacts.npy"
_NONE: Final = (np.empty(0, np.int32), np.empty(0, np.float32))


def _key(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "big")


class PostingsWriter:
    """Takes the entries in their order, then writes everything at once."""

    def __init__(self) -> None:
        self._lists: dict[str, tuple[array[int], array[float]]] = {}

    def add(self, entry: int, impacts: Mapping[str, float]) -> None:
        """Enter the terms of an entry."""
        for term, impact in impacts.items():
            lists = self._lists.get(term)
            if lists is None:
                lists = self._lists[term] = (array("i"), array("f"))
            lists[0].append(entry)
            lists[1].append(impact)

    def write(self, folder: Path) -> None:
        """Write the arrays, term after term in the order of the digests."""
        ordered = sorted((_key(term), lists) for term, lists in self._lists.items())
        starts = np.zeros(len(ordered) + 1, np.int64)
        np.cumsum([len(entries) for _, (entries, _impacts) in ordered], out=starts[1:])
        np.save(folder / _TERMS, np.array([key for key, _ in ordered], np.uint64))
        np.save(folder / _STARTS, starts)
        for place, (name, kind) in enumerate(((_ENTRIES, np.int32), (_IMPACTS, np.float32))):
            flat = np.empty(starts[-1], kind)
            for (_, lists), start, end in zip(ordered, starts, starts[1:], strict=False):
                flat[start:end] = lists[place]
            np.save(folder / name, flat)


class Postings:
    """The postings of one index, read-only."""

    def __init__(self, folder: Path) -> None:
        self._terms, self._starts, self._entries, self._impacts = (
            np.load(folder / name, mmap_mode="r", allow_pickle=False) for name in (_TERMS, _STARTS, _ENTRIES, _IMPACTS)
        )

    def of(self, term: str) -> tuple[Entries, Impacts]:
        """Return the entries that have a term, in order, each once, and what it counts in each."""
        key = np.uint64(_key(term))
        at = int(np.searchsorted(self._terms, key))
        if at == len(self._terms) or self._terms[at] != key:
            return _NONE
        start, end = self._starts[at], self._starts[at + 1]
        return self._entries[start:end], self._impacts[start:end]
