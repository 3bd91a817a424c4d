"""A library: documents by slug, with a digest that changes whenever anything a reader could see changes."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from knowledge.documents import Document, Measure
from knowledge.storing import document_to_dict


@dataclass(frozen=True)
class Library:
    """Documents in a fixed order; slugs are unique."""

    documents: tuple[Document, ...]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Library":
        """Return a library of these documents, ordered by slug; ValueError when two share one."""
        ordered = tuple(sorted(documents, key=lambda document: document.slug))
        for before, after in pairwise(ordered):
            if before.slug == after.slug:
                raise ValueError(f"两份文件的标识相同：{after.slug}")
        return cls(ordered)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    def __add__(self, other: Iterable[Document]) -> "Library":
        return Library.of([*self.documents, *other])

    def get(self, slug: str) -> Document | None:
        """Return the document with this slug, None when there is none."""
        return self._by_slug.get(slug)

    def measure(self, slug: str, anchor: str) -> tuple[Document, Measure] | None:
        """Return a document and the measure in it, None when either is missing."""
        document = self.get(slug)
        measure = document.measure(anchor) if document else None
        return (document, measure) if document and measure else None

    @cached_property
    def _by_slug(self) -> dict[str, Document]:
        return {document.slug: document for document in self.documents}

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) over all documents; two equal libraries have equal digests on every node."""
        whole = hashlib.sha256()
        for document in self.documents:
            whole.update(json.dumps(document_to_dict(document), ensure_ascii=True, sort_keys=True).encode())
            whole.update(b"\n")
        return whole.hexdigest()
