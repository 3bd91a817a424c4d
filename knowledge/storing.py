"""Documents as plain dictionaries, for JSON columns and files, and back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from knowledge.documents import Caption, Document, Extent, Measure, Mention, Organ, Validity
from knowledge.partial_dates import PartialDate

_DATES = {field.name for field in fields(Document) if field.name.endswith("_on") or field.name.startswith("applies_")}
_TEXTS = {"issuers", "aliases", "themes", "sources"}


def document_to_dict(document: Document) -> dict[str, Any]:
    """Only strings, booleans, lists and dictionaries; what has its default is left out."""
    plain: dict[str, Any] = {}
    for field in fields(document):
        value = getattr(document, field.name)
        if value == field.default:
            continue
        plain[field.name] = _plain(value)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Measure):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def document_from_dict(plain: Mapping[str, Any]) -> Document:
    """Return the document that `document_to_dict` wrote; KeyError or ValueError when it is none."""
    known: dict[str, Any] = dict(plain)
    for name in _DATES & known.keys():
        known[name] = PartialDate.parse(known[name])
    for name in _TEXTS & known.keys():
        known[name] = tuple(known[name])
    known["organs"] = tuple(Organ(one) for one in known["organs"])
    known["extent"] = Extent(known["extent"])
    known["validity"] = Validity(known.get("validity", Validity.UNVERIFIED))
    known["named_in"] = tuple(Mention(*one) for one in known.get("named_in", ()))
    known["measures"] = tuple(_measure(one) for one in known.get("measures", ()))
    return Document(**known)


def _measure(plain: Mapping[str, Any]) -> Measure:
    return Measure(**{**plain, "parents": tuple(Caption(*one) for one in plain["parents"])})
