"""The Whoosh index: for each term the entries that have it and how much it counts there.

Whoosh writes the postings, keeps the table of terms and reads both. Two things are ours. Postings arrive sorted, so its
sorting of single postings on disk is passed over, and they are written in blocks of thousands. And a term's blocks are
read whole into arrays, of which the last used are kept, so that a search adds arrays and steps through no postings.
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence

Entries = NDArray[np.int32]
Impacts = NDArray[np.float32]
List = tuple["array[int]", "array[float]"]

FIELD: Final = "terms"
BLOCK: Final = 4096
KEPT: Final = 4_000_000
"""Postings of the last used terms that an open index keeps as arrays: 32 MB."""
_NONE: Final = (np.empty(0, np.int32), np.empty(0, np.float32))


class ImpactField(FieldType):
    """A Whoosh field whose terms come with finished weights; there is no text to analyse."""

    def __init__(self) -> None:
        super().__init__(Existence(), None, scorable=True, stored=False)


class _BlockWriter(W3PostingsWriter):
    """Writes the postings of a term a block at a time, as arrays that Whoosh's own reader understands."""

    _ids: "array[int]"
    _weights: "array[float]"

    def add_list(self, entries: "array[int]", impacts: "array[float]") -> None:
        for start in range(0, len(entries), BLOCK):
            if self._ids:
                self._write_block()
            self._ids, self._weights = entries[start : start + BLOCK], impacts[start : start + BLOCK]
            self._maxweight = max(self._weights)

    def _mini_ids(self) -> "array[int]":
        return array("I", np.diff(np.asarray(self._ids), prepend=0).astype(np.uint32).tobytes())

    def _mini_weights(self) -> "array[float]":
        return array("f", self._weights)


class _ListWriter(W3FieldWriter):
    """Takes whole lists where Whoosh's own takes single postings."""

    def add_postings(self, schema: Schema, _lengths: object, items: Iterable[tuple[bytes, List]]) -> None:
        self.start_field(FIELD, schema[FIELD])
        for term, lists in items:
            self.start_term(term)
            self._postwriter.add_list(*lists)
            self.finish_term()
        self.finish_field()


class _ImpactCodec(W3Codec):
    """Whoosh's codec with the two writers above; what it writes is read by Whoosh's own."""

    def field_writer(self, storage: object, segment: object) -> _ListWriter:
        return _ListWriter(self, storage, segment)

    def postings_writer(self, dbfile: object, byteids: object = None) -> _BlockWriter:
        del byteids
        return _BlockWriter(dbfile, blocklimit=BLOCK, compression=1)


class _Sorted:
    """In the place of Whoosh's pool: hands out what is sorted already."""

    def __init__(self, lists: Mapping[str, List]) -> None:
        self._lists = lists

    add = None  # no posting comes singly

    def iter_postings(self) -> Iterator[tuple[bytes, List]]:
        return iter(sorted((term.encode(), lists) for term, lists in self._lists.items()))

    def cleanup(self) -> None:
        """There is nothing on disk."""


class PostingsWriter:
    """Takes the entries in their order, then has Whoosh write everything at once."""

    def __init__(self) -> None:
        self._lists: dict[str, List] = {}
        self._entries = 0

    def add(self, impacts: Mapping[str, float]) -> None:
        """Enter the terms of the next entry."""
        for term, impact in impacts.items():
            lists = self._lists.get(term)
            if lists is None:
                lists = self._lists[term] = (array("I"), array("f"))
            lists[0].append(self._entries)
            lists[1].append(impact)
        self._entries += 1

    def write(self, folder: Path) -> None:
        """Write the index into a folder."""
        index = FileStorage(str(folder)).create_index(Schema(**{FIELD: ImpactField()}))
        with index.writer(codec=_ImpactCodec()) as writer:
            writer.pool = _Sorted(self._lists)
            for _ in range(self._entries):
                writer.add_document()
        index.close()


class Postings:
    """The postings of one index, read-only. Whoosh's readers share a file position, so reading takes a lock."""

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._index = FileStorage(str(folder)).open_index()
        self._reader = self._index.reader()
        self._kept: OrderedDict[str, tuple[Entries, Impacts]] = OrderedDict()
        self._size = 0

    def of(self, term: str) -> tuple[Entries, Impacts]:
        """Return the entries that have a term, in order, each once, and what it counts in each."""
        with self._lock:
            known = self._kept.get(term)
            if known is None:
                known = self._read(term)
                self._keep(term, known)
            self._kept.move_to_end(term)
            return known

    def frequency(self, term: str) -> int:
        """Return how many entries have a term."""
        with self._lock:
            return int(self._reader.doc_frequency(FIELD, term))

    def _keep(self, term: str, lists: tuple[Entries, Impacts]) -> None:
        self._kept[term] = lists
        self._size += len(lists[0]) + 1
        while self._size > KEPT and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped[0]) + 1

    def _read(self, term: str) -> tuple[Entries, Impacts]:
        if (FIELD, term) not in self._reader:
            return _NONE
        blocks = list(_blocks(self._reader.postings(FIELD, term)))
        return np.concatenate([entries for entries, _ in blocks]), np.concatenate([impacts for _, impacts in blocks])

    def close(self) -> None:
        """Give the files back."""
        with self._lock:
            self._reader.close()
            self._index.close()


def _blocks(matcher: Any) -> Iterator[tuple[Entries, Impacts]]:
    """Yield the blocks of a term; Whoosh's matcher, pinned to its version, offers them one posting at a time only."""
    while matcher.is_active():
        matcher._read_data()  # noqa: SLF001 -- see above
        entries, impacts, _values = matcher._data  # noqa: SLF001 -- see above
        yield np.cumsum(np.asarray(entries, np.uint32)).astype(np.int32), np.asarray(impacts, np.float32)
        matcher._next_block()  # noqa: SLF001 -- see above
