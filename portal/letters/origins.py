"""Where the words of a letter come from: which facts of its case, conference or visit stand in its text now."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.conferences.models import Conference
from portal.cases.models import Case
from portal.letters.facts import citations_of, cited
from portal.letters.models import Letter
from portal.letters.wording.checkups import as_found
from portal.letters.wording.matter import in_title, shortened
from portal.press.layout import official_date
from portal.visits.models import Visit

Fact = tuple[LazyString, str]


@dataclass(frozen=True)
class Origin:
    """Words of a letter, and the fact that they were filled in from."""

    source: LazyString
    words: str


def origins(session: Session, letter: Letter) -> list[Origin]:
    """Return what stands in a letter word for word as the portal knows it, each once; rewritten words are left out."""
    text = "".join(f"{letter.title}{letter.addressee}{letter.body}{letter.contact}".split())
    found: dict[str, Origin] = {}
    for source, words in _facts(session, letter):
        plain = "".join(words.split())
        if len(plain) > 1 and plain in text:
            found.setdefault(plain, Origin(source, words))
    return list(found.values())


def _facts(session: Session, letter: Letter) -> Iterator[Fact]:
    yield _l("Name of the enterprise"), letter.about.name
    if letter.case:
        yield from _of_case(session, letter.case)
    if letter.conference:
        yield from _of_conference(letter.conference)
    if letter.visit:
        yield from _of_visit(letter.visit)
    for addressed in letter.addressed:
        yield _l("Unit addressed"), addressed.unit.name
    if letter.reply_by:
        yield (
            _l("Working days for an answer (settings), not later than the day promised"),
            official_date(letter.reply_by),
        )
    yield _l("Account of the drafter"), letter.drafted_by.name
    yield _l("Account of the drafter"), letter.drafted_by.telephone


def _of_case(session: Session, case: Case) -> Iterator[Fact]:
    yield _l("Number of the case"), case.reference
    yield _l("Title of the case"), case.title
    if in_title(case.title) not in case.title:
        yield _l("Title of the case, as a title bears it"), in_title(case.title)
    yield _l("Day on which the case was submitted"), official_date(clock.local_date(case.submitted_at))
    if case.due_on:
        yield _l("Day promised, by the time limit"), official_date(case.due_on)
    yield _l("What the enterprise reported"), shortened(case.description).rstrip("。")
    yield _l("What the enterprise wishes"), shortened(case.wish).rstrip("。")
    yield _l("Outcome of the case"), case.outcome.rstrip("。")
    if case.handling_unit:
        yield _l("Unit that handles the case"), case.handling_unit.name
    if case.handler:
        yield _l("Who handles the case"), case.handler.name
    for citation in citations_of(session, case):
        yield _l("Measure cited in the case"), cited(citation)


def _of_conference(conference: Conference) -> Iterator[Fact]:
    yield _l("Day of the conference"), official_date(conference.on)
    yield _l("Place of the conference"), conference.place
    yield _l("Agenda of the conference"), conference.agenda.rstrip("。")
    for line in conference.minutes.splitlines():
        yield _l("Minutes of the conference"), line.rstrip("。")
    for line in conference.decisions.splitlines():
        yield _l("Decisions of the conference"), line.rstrip("。")


def _of_visit(visit: Visit) -> Iterator[Fact]:
    yield _l("Day of the visit"), official_date(visit.on)
    yield _l("Who visited"), visit.visitor_name
    for finding in visit.findings:
        yield _l("Finding of the visit"), as_found(finding.text).rstrip("。")
        yield _l("Advice of the visit"), finding.advice.rstrip("。")
