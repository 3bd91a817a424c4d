"""From an answer in a case's record to a public one: who may, of which, and what gives the case away."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.answers import queries as answers
from portal.answers.identifying import Known, without
from portal.answers.models import AnswerCitation, PublishedAnswer
from portal.answers.operations import Origin, Wording
from portal.cases.models import Case, CaseEvent
from portal.cases.workflow import Action
from portal.enterprises.queries import members_of
from portal.errors import NotFound
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text
from portal.settings import current_settings
from portal.vocabulary import AnswerState, CaseKind, CaseStatus, Role

CHANGEABLE = frozenset({AnswerState.RETURNED, AnswerState.WITHDRAWN})
LONGEST_QUESTION = 120
COPIED = ("document_slug", "anchor", "title", "document_number", "point", "validity", "quotation", "in_own_words")


def is_publishable(case: Case, event: CaseEvent) -> bool:
    """Tell whether a line of the record is fit for the public: a lawyer's answer, or one of a closed legal question."""
    closed = case.kind is CaseKind.LEGAL_QUESTION and case.status is CaseStatus.CLOSED
    fit = event.action == Action.ANSWER and event.public and not event.privileged and not case.confidential
    return fit and (closed or event.actor_role == Role.LAWYER)


def publishable(session: Session, actor: Actor, case: Case, event_id: int) -> CaseEvent:
    """Return an answer that the actor may publish; raise NotFound for any other line."""
    event = session.get(CaseEvent, event_id)
    allowed = permits(actor, Permission.ANSWER_PUBLISH, case)
    if event is None or event.case_id != case.id or not allowed or not is_publishable(case, event):
        raise NotFound
    return event


def offers(
    session: Session, actor: Actor, case: Case, record: Sequence[CaseEvent]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield what the actor can do about publishing: label, consequence, address and icon."""
    fit = [event for event in record if is_publishable(case, event)]
    if not fit or not permits(actor, Permission.ANSWER_PUBLISH, case):
        return
    made = answers.of_case(session, case.reference)
    for event in fit:
        row = made.get(event.id)
        if row is None or row.state in CHANGEABLE:
            url = url_for("publishing.publish", reference=case.reference, event_id=event.id)
            words = _("The answer of %(day)s, without whom it was about; a second lawyer approves", day=_day(event))
            yield _("Publish the answer"), words, url, "megaphone"
        else:
            url = url_for("answer_desk.show", answer_id=row.id)
            yield _("Published answer: %(state)s", state=row.state.label), row.question, url, "megaphone"


def _day(event: CaseEvent) -> str:
    return date_text(event.at)


def origin_of(session: Session, case: Case, event: CaseEvent) -> Origin:
    """Return what the published answer is made from."""
    copies = ({name: getattr(cited, name) for name in COPIED} for cited in event.citations)
    return Origin(
        event_id=event.id,
        case_reference=case.reference,
        topic=case.category.full_name,
        answered_by_id=event.actor_id,
        citations=[AnswerCitation(**copy) for copy in copies],
        known=known_of(session, case),
    )


def known_of(session: Session, case: Case) -> Known:
    """Return everything by which the case could be recognised: its enterprise, its people and whoever acted in it."""
    enterprise, members = case.enterprise, members_of(session, case.enterprise_id)
    acted = sa.select(CaseEvent.actor_name).where(CaseEvent.case_id == case.id, CaseEvent.actor_id.is_not(None))
    accounts = [*members, *(one for one in (case.submitted_by, case.handler) if one)]
    return Known(
        enterprises=_filled(enterprise.name),
        people=_filled(
            case.contact_name,
            enterprise.contact_name,
            *(account.name for account in accounts),
            *session.scalars(acted.distinct()),
        ),
        parties=_filled(case.other_party),
        telephones=_filled(
            case.contact_telephone,
            enterprise.contact_telephone,
            enterprise.contact_email,
            *(account.telephone for account in accounts),
        ),
        addresses=_filled(enterprise.address, enterprise.area.name),
        codes=_filled(enterprise.credit_code),
        references=_filled(case.reference, current_settings().letter_code),
    )


def _filled(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def original(case: Case, event: CaseEvent) -> Wording:
    """Return question, circumstances and answer as they stand in the case."""
    return Wording(case.title, case.description, event.text)


def proposed(case: Case, event: CaseEvent, row: PublishedAnswer | None, known: Known) -> Wording:
    """Return what the form begins with: what came back, otherwise the case's words without what gives it away."""
    if row is not None:
        return Wording(row.question, row.background, row.answer)
    said = original(case, event)
    return Wording(
        without(said.question, known)[:LONGEST_QUESTION], without(said.background, known), without(said.answer, known)
    )
