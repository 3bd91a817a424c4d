"""Long lists in pages: which rows a page shows, and the addresses of the others."""

from dataclasses import dataclass

from flask import request, url_for

PAGE_SIZE = 20


@dataclass(frozen=True)
class Paging:
    """One page of ``total`` rows; ``number`` counts from 1, ``first`` and ``last`` are the places of its rows."""

    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many rows stand before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The place of the first row; 0 for an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The place of the last row."""
        return min(self.offset + self.size, self.total)

    def url(self, number: int) -> str:
        """Return the address of another page of the list that this request shows, filters kept."""
        query = request.args.to_dict(flat=False) | {"page": [str(number)]}
        return url_for(request.endpoint or "", **(request.view_args or {}), **query)  # type: ignore[arg-type]


def paged(total: int, size: int = PAGE_SIZE) -> Paging:
    """Return the page that this request asks for by ``page``; what is no number, or too large, is the nearest page."""
    asked = request.args.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1  # noqa: PLR2004
    paging = Paging(1, total, size)
    return Paging(min(max(number, 1), paging.pages), total, size)
