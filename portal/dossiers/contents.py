"""What stands in the file of a case, as plain values: exactly what the one who asks for it may read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.models import Attachment
from portal.cases import queries
from portal.cases.intake import circumstances
from portal.cases.limits import explanation
from portal.cases.lines import act_words, said_words, who_words
from portal.cases.models import Case, CaseEvent
from portal.letters.models import Letter
from portal.letters.queries import for_case
from portal.permissions.actor import Actor
from portal.presentation.dates import date_text, time_text
from portal.settings import current_settings
from portal.workdays import load_calendar

Row = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """A line of the record: when, what, who, the words, the measures cited, and for whom it is."""

    at: str
    act: str
    who: str
    said: str
    cited: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class Paper:
    """A paper of the case: a file that somebody attached, or an issued letter.

    ``key`` names the stored bytes, ``digest`` is their SHA-256 as it was when they came in.
    """

    folder: str
    name: str
    media_type: str
    key: str
    note: str
    digest: str = ""


@dataclass(frozen=True)
class Dossier:
    """The file of a case as one person may read it."""

    title: str
    reference: str
    cover: Sequence[Row]
    form: Sequence[Row]
    deadline: Sequence[str]
    record: Sequence[Line]
    ratings: Sequence[Row]
    papers: Sequence[Paper]
    made_for: str

    @property
    def text(self) -> str:
        """Every word that is printed, to look for characters that no face can draw."""
        rows = (part for rows in (self.cover, self.form, self.ratings) for row in rows for part in row)
        lines = (part for line in self.record for part in (line.act, line.who, line.said, line.mark, *line.cited))
        papers = (part for paper in self.papers for part in (paper.folder, paper.name, paper.note, paper.digest))
        return "".join((self.title, self.made_for, *rows, *self.deadline, *lines, *papers))


def dossier_of(session: Session, actor: Actor, case: Case) -> Dossier:
    """Gather the file of a case for somebody who may see it."""
    record = list(reversed(queries.record_of(session, case, actor)))
    letters = [letter for letter in reversed(for_case(session, actor, case)) if letter.pdf_key]
    now = clock.now()
    return Dossier(
        title=case.title,
        reference=case.reference,
        cover=list(_cover(case)),
        form=list(_form(case)),
        deadline=explanation.explain(case, load_calendar(session), clock.today()).sentences,
        record=[_line(event) for event in record],
        ratings=list(_ratings(case, internal=queries.sees_internal(actor, case))),
        papers=[*_attached(record), *(_letter(letter) for letter in letters)],
        made_for=str(
            _("Made for %(name)s on %(day)s at %(time)s", name=actor.name, day=date_text(now), time=time_text(now))
        ),
    )


def _cover(case: Case) -> Iterator[Row]:
    yield str(_("Reference")), case.reference
    yield str(_("Enterprise")), case.enterprise.name
    yield str(_("Unified social credit code")), case.enterprise.credit_code
    yield str(_("Kind")), str(case.kind.label)
    yield str(_("Category")), case.category.full_name
    yield str(_("Status")), str(case.status.label)
    yield str(_("Submitted on")), date_text(case.submitted_at, year=True)
    if case.due_on:
        yield str(_("Promised answer")), date_text(case.due_on, year=True)
    if case.handling_unit:
        yield str(_("Handled by")), f"{case.handling_unit.name} {case.handler.name if case.handler else ''}".strip()
    if case.ended_at:
        yield str(_("Ended on")), date_text(case.ended_at, year=True)
    yield str(_("Kept by")), current_settings().keeper


def _form(case: Case) -> Iterator[Row]:
    yield str(_("In one sentence")), case.title
    yield str(_("What happened")), case.description
    if case.wish:
        yield str(_("Wished solution")), case.wish
    if case.other_party:
        code = f"（{case.other_party_code}）" if case.other_party_code else ""
        yield str(_("Other party")), f"{case.other_party}{code}"
    yield from circumstances.said(case)
    yield str(_("Contact for this case")), f"{case.contact_name} {case.contact_telephone}"
    if case.outcome and case.outcome_kind:
        yield str(_("Outcome")), f"{case.outcome_kind.label}\n{case.outcome}"
    if case.venue:
        yield str(_("Goes on at")), f"{case.venue.label} {case.venue_reference}"


def _line(event: CaseEvent) -> Line:
    mark = ""
    if event.privileged:
        mark = str(_("Privileged, read by the enterprise and its lawyers alone"))
    elif not event.public:
        mark = str(_("Internal, not seen by the enterprise"))
    return Line(
        at=f"{date_text(event.at, year=True)} {time_text(event.at)}",
        act=act_words(event),
        who=who_words(event),
        said=said_words(event),
        cited=tuple(f"{one.printed_title}{one.point}：{one.quotation}" for one in event.citations),
        mark=mark,
    )


def _ratings(case: Case, *, internal: bool) -> Iterator[Row]:
    for rating in case.ratings:
        found = [rating.finding] if internal and rating.finding else []
        mistake = [str(_("Found to be a mistake, not counted")), rating.mistake] if rating.mistaken_at else []
        words = [str(rating.level.label), rating.text, *found, rating.remedy, *mistake]
        yield date_text(rating.rated_at, year=True), "\n".join(filter(None, words))


def _attached(record: Sequence[CaseEvent]) -> Iterator[Paper]:
    for event in record:
        for file in event.files:
            yield _paper(file.attachment, act_words(event))


def _paper(attachment: Attachment, note: str) -> Paper:
    return Paper(str(_("Attachments")), attachment.name, attachment.media_type, attachment.key, note, attachment.sha256)


def _letter(letter: Letter) -> Paper:
    name, kind = f"{letter.number} {letter.title}.pdf", str(letter.kind.label)
    return Paper(str(_("Letters")), name, "application/pdf", letter.pdf_key or "", kind, letter.sha256 or "")
