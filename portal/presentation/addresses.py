"""What an address may hold: numbers that a column can hold, and signs that a database can; anything else is no page."""

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1  # PostgreSQL's INTEGER; SQLite takes more, but not all that can be typed
NUL = "\0"  # PostgreSQL takes it in no text; nobody types it


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


def _refuse_nul() -> None:
    typed = (request.path, *request.args, *(value for values in request.args.listvalues() for value in values))
    if any(NUL in text for text in typed):
        abort(404)


def init_app(app: Flask) -> None:
    """Read every address so."""
    app.url_map.converters["int"] = RowIdConverter
    app.before_request(_refuse_nul)
