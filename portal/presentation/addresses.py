"""What an address may hold: numbers that a column can hold, days from which can be counted, no NUL."""

from datetime import date

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

from forms.base import LARGEST, whole, within_reach

NUL = "\0"  # PostgreSQL takes it in no text; nobody types it


class RowIdConverter(IntegerConverter):
    """Reads ``<int:…>`` of an address; what can be the id of no row is no page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST)


def row_id(text: str) -> int:
    """Return the number in a parameter of an address; raise ValueError, which counts as none, where it is no id."""
    number = whole(text)
    if number is None:
        raise ValueError(f"{text!r} is no id")
    return number


def day(text: str | None) -> date:
    """Return the day in a parameter of an address; raise ValueError for none, and for one at the end of the calendar.

    From such a day no week can be counted on, and in another zone it does not exist.
    """
    return within_reach(date.fromisoformat(text or ""))


def _refuse_nul() -> None:
    typed = (request.path, *request.args, *(value for values in request.args.listvalues() for value in values))
    if any(NUL in text for text in typed):
        abort(404)


def init_app(app: Flask) -> None:
    """Read every address so."""
    app.url_map.converters["int"] = RowIdConverter
    app.before_request(_refuse_nul)
