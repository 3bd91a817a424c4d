"""Citing measures in an answer: looking for them, and copying what is cited as it stands today."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

import knowledge
from portal.cases.operations import Quoted
from portal.errors import NotFound, RuleBroken
from portal.measures import library

OFFERED = 8
SEPARATOR = "#"


@dataclass(frozen=True)
class Choice:
    """A measure that can be cited: its value in the form, and what tells it apart."""

    value: str
    citation: str
    heading: str
    text: str
    validity: str
    url_slug: str
    url_anchor: str
    chosen: bool


def choices(question: str, chosen: Iterable[str]) -> list[Choice]:
    """Return what is chosen already, then what the library has on a question; an unknown value is left out."""
    values = list(dict.fromkeys(chosen))
    kept = [_choice(*known, chosen=True) for value in values if (known := _measure(value))]
    if not question.strip():
        return kept
    hits = library.find(question, per_page=OFFERED).hits
    found = [_choice(hit.document, hit.measure, chosen=False) for hit in hits if hit.measure]
    return [*kept, *(choice for choice in found if choice.value not in values)]


def quoted(values: Iterable[str]) -> list[Quoted]:
    """Return copies of the measures named by ``document#anchor``; raise RuleBroken where the library has no such."""
    found = [_measure(value) for value in dict.fromkeys(values)]
    if not all(found):
        raise RuleBroken(
            _("The policy library no longer has one of the measures. Search and choose again."), "citations"
        )
    return [_quoted(*each) for each in found if each]


def _measure(value: str) -> tuple[knowledge.Document, knowledge.Measure] | None:
    slug, _separator, anchor = value.partition(SEPARATOR)
    try:
        return library.measure(slug, anchor)
    except NotFound:
        return None


def _choice(document: knowledge.Document, measure: knowledge.Measure, *, chosen: bool) -> Choice:
    return Choice(
        value=f"{document.slug}{SEPARATOR}{measure.anchor}",
        citation=knowledge.cite(document, measure),
        heading=measure.heading,
        text=measure.text,
        validity=document.validity,
        url_slug=document.slug,
        url_anchor=measure.anchor,
        chosen=chosen,
    )


def _quoted(document: knowledge.Document, measure: knowledge.Measure) -> Quoted:
    return Quoted(
        document_slug=document.slug,
        anchor=measure.anchor,
        title=document.title,
        title_is_verbatim=document.title_is_verbatim,
        document_number=document.number or "",
        point=knowledge.cite(document, measure).removeprefix(knowledge.cite(document)),
        dated=document.principal_date.chinese if document.principal_date else "",
        validity=document.validity,
        quotation=measure.text,
        in_own_words=library.is_in_own_words(document),
    )
