"""Ids of rows as they stand in addresses: a number that no column can hold names no row, and meets no database."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1  # PostgreSQL's INTEGER; SQLite takes more, but not all that can be typed


class RowIdConverter(IntegerConverter):
    """Reads ``<int:…>`` of an address; what can be the id of no row is no page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST)


def row_id(text: str) -> int:
    """Return the number in a parameter of an address; raise ValueError, which counts as none, where it is no id."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(text)
    return number


def init_app(app: Flask) -> None:
    """Read the numbers of every address so."""
    app.url_map.converters["int"] = RowIdConverter
