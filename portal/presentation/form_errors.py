"""The errors of a form as the error summary lists them: where to go, and the field's own words."""

from collections.abc import Iterator
from typing import NamedTuple

from wtforms import Field, FieldList, Form, FormField, RadioField, SelectMultipleField
from wtforms.widgets import HiddenInput, Select


class ErrorEntry(NamedTuple):
    """One line of the error summary; ``target`` is the id of the control, empty for the form as a whole."""

    target: str
    message: str


def error_target(field: Field) -> str:
    """Return the id of the control to go to: of a group, its first choice; empty for a field that nobody sees."""
    if isinstance(field.widget, HiddenInput):
        return ""
    grouped = isinstance(field, RadioField) or (
        isinstance(field, SelectMultipleField) and not isinstance(field.widget, Select)
    )
    return f"{field.id}-0" if grouped else str(field.id)


def error_entries(form: Form) -> list[ErrorEntry]:
    """Return every error of a form and of the forms within it, in the order of the fields."""
    whole = [ErrorEntry("", str(message)) for message in form.form_errors]
    return whole + [entry for field in form for entry in _of_field(field)]


def _of_field(field: Field) -> Iterator[ErrorEntry]:
    if isinstance(field, FormField):
        yield from error_entries(field.form)
    elif isinstance(field, FieldList):
        for entry in field.entries:
            yield from _of_field(entry)
        yield from (ErrorEntry(error_target(field), message) for message in field.errors if isinstance(message, str))
    else:
        yield from (ErrorEntry(error_target(field), str(message)) for message in field.errors)
