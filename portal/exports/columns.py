"""What a list says of itself once, for every export: its columns, who may have it, and how its rows are found."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal.permissions.actor import Actor
from portal.permissions.permission import Permission


class Share(float):
    """A part of one, written in per cent."""


Value = str | int | float | Share | date | datetime | None
Row = TypeVar("Row")
Arguments = MultiDict[str, str]


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its heading, what stands in it, and ``mask`` where that is about a person."""

    heading: LazyString | str
    value: Callable[[Row], Value]
    width: int = 14
    mask: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Found(Generic[Row]):
    """How many rows there are, and the rows themselves, streamed.

    ``columns`` where they depend on what is asked; ``about`` says which days and filters they are of.
    """

    total: int
    rows: Iterator[Row]
    columns: Sequence[Column[Row]] | None = None
    about: str = ""


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A list that can be exported.

    ``find`` takes the address of the list as it stands on the screen and returns what the actor may see of it.
    """

    name: str
    title: LazyString
    permission: Permission
    columns: tuple[Column[Row], ...]
    find: Callable[[Session, Actor, Arguments], Found[Row]]


AnyListing = Listing[Any]


def in_pages(fetch: Callable[[int, int], list[Row]], size: int = 500) -> Iterator[Row]:
    """Yield the rows of a list that is read in pages: ``fetch(offset, limit)``."""
    offset = 0
    while page := fetch(offset, size):
        yield from page
        offset += len(page)


def at_hand(rows: Collection[Row], columns: Sequence[Column[Row]] | None = None, *, about: str = "") -> Found[Row]:
    """Return a list that its page too reads whole."""
    return Found(len(rows), iter(rows), columns, about)
