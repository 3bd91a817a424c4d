"""The index of one node: rebuilt beside the serving one, swapped in one step, noticed by open readers."""

import hashlib
import os
import shutil
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from whoosh.index import EmptyIndexError

from knowledge.analysis import ANALYSIS_VERSION, query_terms
from knowledge.building import Weights, build
from knowledge.generations import Generations
from knowledge.lay_terms import shipped_terms
from knowledge.library import Library
from knowledge.ranking import Ranking
from knowledge.reading import OpenIndex
from knowledge.search import Query, Results, search

_INDEX_VERSION: Final = "4"  # of the files in an index's folder: raise it with their layout
_LAYOUT_DIGITS: Final = 12
_CANARIES: Final = 5
_OPENING_ATTEMPTS: Final = 3


class IndexNotBuiltError(RuntimeError):
    """There is no index yet: `rebuild` makes one."""


class IndexUnsoundError(RuntimeError):
    """A freshly built index does not find what it was built from; the old one goes on serving."""


class Index:
    """A search index in a folder of its own; safe for many threads, and for many processes that share the folder."""

    def __init__(
        self,
        path: Path | str,
        ranking: Ranking | None = None,
        weights: Weights | None = None,
        background: "Index | None" = None,
        edition: str = "",
    ) -> None:
        """Open the index in a folder.

        A small collection cannot tell rare words from common ones; with a `background` it judges by both together.
        Programs that share the folder have an index each where their analysis, weights or `edition` differ: without
        one, two releases with different documents would rebuild the index after each other for ever.
        """
        self._background = background
        self.path = Path(path)
        self._ranking = ranking or Ranking()
        self._weights = weights or Weights()
        self._recipe = "\n".join((_INDEX_VERSION, ANALYSIS_VERSION, repr(self._weights)))
        self._generations = Generations(self.path, _sha256(f"{self._recipe}\n{edition}")[:_LAYOUT_DIGITS])
        self._lock = threading.Lock()
        self._open: tuple[tuple[int, tuple[int, int] | None], OpenIndex] | None = None

    @property
    def digest(self) -> str | None:
        """The digest of what the serving index was made from; None before the first build."""
        pointer = self._generations.current()
        return pointer.digest if pointer else None

    @property
    def built_at(self) -> datetime | None:
        """When the serving index was swapped in, in UTC; None before the first build."""
        return self._generations.swapped_at()

    def digest_for(self, library: Library) -> str:
        """Return the digest an index of this library would have; it changes with the analysis and its weights too."""
        return _sha256(f"{self._recipe}\n{library.digest}")

    def is_current(self, library: Library) -> bool:
        """Whether the serving index was made from this library."""
        return self.digest == self.digest_for(library)

    def rebuild(self, library: Library, *, force: bool = False) -> bool:
        """Build, check and swap; False when the serving index is of this library already.

        Raises IndexUnsoundError when the new index fails its canary questions. Until the swap, and after a build that
        was killed, the old index serves.
        """
        digest = self.digest_for(library)
        with self._generations.only_builder():
            if not force and self.digest == digest:
                return False
            folder = self._generations.new_folder()
            try:
                build(folder, library, self._weights)
                _check(folder, library, self._ranking)
                self._generations.swap(folder, digest)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        return True

    def search(self, query: Query) -> Results:
        """Results for any text; IndexNotBuiltError before the first build."""
        return search(self._reader(), query, self._ranking, self._rarity_of_others)

    def frequency(self, term: str) -> tuple[int, int]:
        """Return how many entries have a term, and how many there are; neither before the first build."""
        try:
            return self._reader().frequency(term)
        except IndexNotBuiltError:
            return 0, 0

    def _rarity_of_others(self, term: str) -> tuple[int, int]:
        return self._background.frequency(term) if self._background else (0, 0)

    def complete(self, beginning: str, limit: int = 8) -> list[str]:
        """Return words of the library that begin as typed so far, in characters or pinyin; most frequent first."""
        return self._reader().spelling(shipped_terms()).complete(beginning, limit)

    @property
    def library(self) -> Library:
        """The library that the serving index was made from."""
        return self._reader().library

    def _reader(self) -> OpenIndex:
        stamp = (os.getpid(), self._generations.stamp())  # a forked process must not share its parent's file positions
        with self._lock:
            if self._open and self._open[0] == stamp:
                return self._open[1]
            fresh = self._opened()
            self._open = (stamp, fresh)
            return fresh

    def _opened(self) -> OpenIndex:
        """Open what serves; a folder that two quick swaps removed under our feet is asked for again."""
        for _ in range(_OPENING_ATTEMPTS):
            pointer = self._generations.current()
            if pointer is None:
                break
            with suppress(FileNotFoundError, EmptyIndexError):
                return OpenIndex(self._generations.folder(pointer))
        raise IndexNotBuiltError("政策库索引尚未建立")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _check(folder: Path, library: Library, ranking: Ranking) -> None:
    """Ask the new index for entries spread over the library by their own words; each must come back."""
    index = OpenIndex(folder)
    try:
        if index.library != library:
            raise IndexUnsoundError("新索引的条目与政策库不一致")
        total = len(index.entries)
        for at in range(0, total, max(1, total // _CANARIES)):
            entry = index.entries[at]
            weights = query_terms(f"{entry.document.title} {entry.heading} {entry.text}", bigram=1.0, single=1.0)
            scores = index.scores(weights, most_terms=len(weights), most_postings=total * len(weights))
            if weights and not scores[at]:
                raise IndexUnsoundError(f"新索引找不到《{entry.document.title}》的条目")
            search(index, Query(entry.document.title), ranking)
    finally:
        index.close()
