"""A document as the fields of its form, and back: every fact is checked and refused at its field."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

import knowledge
from knowledge.importing import (
    Draft,
    ImportRefusedError,
    MarkedTextError,
    Notice,
    read_draft,
    read_marked,
    write_marked,
)
from portal.errors import RuleBroken

DATES = ("made_on", "published_on", "posted_on", "reported_on", "dated_on", "applies_from", "applies_until")
LONGEST_TITLE = 300
LONGEST_NUMBER = 60
FAULTS_SHOWN = 3


def read_file(name: str, content: bytes) -> Draft:
    """Return the draft that a file yields; RuleBroken at ``file`` in the library's own words where it yields none."""
    try:
        return read_draft(name, content)
    except ImportRefusedError as refused:
        raise RuleBroken(_("%(name)s: %(reason)s.", name=name, reason=str(refused)), "file") from refused


def imported(draft: Draft, *, slug: str, region_code: str, facts: Mapping[str, Any]) -> knowledge.Document:
    """Return what a file tells as a document; the rest is as in an earlier version, or left for a person."""
    known = {
        "issuers": tuple(draft.signature.split()),
        "organs": (),
        "region_code": region_code,
        "title": draft.title[:LONGEST_TITLE],
        "number": draft.number[:LONGEST_NUMBER] if draft.number else None,
    }
    return draft.document(slug=slug, **(known | dict(facts)))


def notices_of(draft: Draft) -> list[str]:
    """Return what is doubtful as sentences with the line of the text."""
    return [_sentence(notice) for notice in draft.notices]


def as_fields(document: knowledge.Document) -> dict[str, Any]:
    """Return the values of the form's fields."""
    return {
        "title": document.title,
        "title_is_verbatim": document.title_is_verbatim,
        "issuers": "\n".join(document.issuers),
        "organs": [organ.value for organ in document.organs],
        "number": document.number or "",
        "region_code": document.region_code,
        **{name: str(getattr(document, name) or "") for name in DATES},
        "validity": document.validity.value,
        "validity_note": document.validity_note,
        "replaced_by": document.replaced_by,
        "themes": list(document.themes),
        "sources": "\n".join(document.sources),
        "extent": document.extent.value,
        "read_extent": document.read_extent,
        "points": write_marked(document.summary, document.measures),
    }


def from_fields(slug: str, fields: Mapping[str, Any]) -> tuple[knowledge.Document, list[str]]:
    """Return the document that the fields describe and the notices on its numbers; RuleBroken at the first fault."""
    draft = _points(fields["points"])
    dates: dict[str, Any] = {name: _date(name, fields[name]) for name in DATES}
    start, end = dates["applies_from"], dates["applies_until"]
    if start and end and end < start:
        raise RuleBroken(_("It cannot cease to apply before it begins."), "applies_until")
    sources = tuple(_lines(fields["sources"]))
    if not all(source.startswith(("http://", "https://")) for source in sources):
        raise RuleBroken(_("Write each address with http:// or https://."), "sources")
    document = knowledge.Document(
        slug=slug,
        title=fields["title"],
        title_is_verbatim=bool(fields["title_is_verbatim"]),
        issuers=tuple(_lines(fields["issuers"])),
        organs=tuple(knowledge.Organ(organ) for organ in fields["organs"]),
        region_code=fields["region_code"],
        extent=knowledge.Extent(fields["extent"]),
        read_extent=fields["read_extent"],
        number=fields["number"] or None,
        **dates,
        validity=knowledge.Validity(fields["validity"]),
        validity_note=fields["validity_note"],
        replaced_by=fields["replaced_by"] or None,
        themes=tuple(fields["themes"]),
        sources=sources,
        summary=draft.summary,
        measures=draft.measures,
    )
    return document, notices_of(draft)


def _points(text: str) -> Draft:
    try:
        return read_marked(text)
    except MarkedTextError as error:
        faults = "；".join(_sentence(fault) for fault in error.faults[:FAULTS_SHOWN])
        raise RuleBroken(_("The points cannot be split. %(faults)s", faults=faults), "points") from error
    except ImportRefusedError as error:
        raise RuleBroken(_("The points cannot be split. %(faults)s", faults=str(error)), "points") from error


def _date(name: str, text: str) -> knowledge.PartialDate | None:
    try:
        return knowledge.PartialDate.parse(text) if text else None
    except ValueError as error:
        raise RuleBroken(_("Write the date as 2020, 2020-02 or 2020-02-26."), name) from error


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _sentence(notice: Notice) -> str:
    return _("Line %(line)s: %(message)s", line=notice.line, message=notice.message)
