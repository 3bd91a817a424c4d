"""Long lists in pages: which rows a page shows, and the addresses of the others."""

from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from flask import request

PAGE_SIZE = 20
LONGEST = 6  # digits


@dataclass(frozen=True)
class Paging:
    """One page of a list of ``total`` things; pages count from 1."""

    page: int
    size: int
    total: int

    @classmethod
    def of(cls, wanted: str | None, total: int, size: int = PAGE_SIZE) -> "Paging":
        """Return the wanted page, or the nearest that exists; nonsense is the first."""
        text = wanted or ""
        number = int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 1
        return cls(min(max(number, 1), max(1, ceil(total / size))), size, total)

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, ceil(self.total / self.size))

    @property
    def offset(self) -> int:
        """How many things come before this page."""
        return (self.page - 1) * self.size

    @property
    def first(self) -> int:
        """The number of the first thing on the page; 0 of an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last thing on the page."""
        return min(self.offset + self.size, self.total)

    def url(self, number: int) -> str:
        """Return the address of another page of the list that this request shows, filters kept."""
        query = request.args.to_dict(flat=False) | {"page": [str(number)]}
        # Not by url_for: what stands in the address may be called "endpoint" or "_external".
        return f"{request.script_root}{request.path}?{urlencode(query, doseq=True)}"


def paged(total: int, size: int = PAGE_SIZE) -> Paging:
    """Return the page of a list that this request asks for by ``page``."""
    return Paging.of(request.args.get("page"), total, size)
