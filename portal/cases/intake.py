"""Taking a case in: a draft that keeps whatever is typed, and the submission that makes it a case."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.models import Attachment
from portal.cases import messages
from portal.cases.models import Case, Category, Draft, DraftFile
from portal.cases.moves import holders_of, members_of, move, standing_by, tell
from portal.cases.timing import limits_of, refresh_due_date
from portal.cases.workflow import Action
from portal.enterprises.models import Enterprise
from portal.errors import NotFound, RuleBroken
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.table import Permission
from portal.references import next_reference
from portal.settings import current_settings
from portal.vocabulary import CaseKind, CaseStatus, Role, Slot, Standing, Urgency

CODE = "FG"

# Facts that make a case urgent; the enterprise ticks facts, never an adjective.
URGENT_FACTS = ("danger", "deadline", "shutdown")


@dataclass(frozen=True)
class Telling:
    """What an enterprise tells when it submits; lengths and presence have been checked by the form."""

    category: Category
    title: str
    description: str
    wish: str = ""
    other_party: str = ""
    contact_name: str = ""
    contact_telephone: str = ""
    urgency_facts: tuple[str, ...] = ()


def draft_for(session: Session, *, actor: Actor, enterprise: Enterprise, kind: CaseKind) -> Draft:
    """Return the actor's draft for an enterprise and kind, a new one where there is none."""
    require(actor, Permission.CASE_SUBMIT, enterprise)
    statement = sa.select(Draft).where(
        Draft.account_id == actor.account_id,
        Draft.enterprise_id == enterprise.id,
        Draft.kind == kind,
    )
    draft = session.scalars(statement).one_or_none()
    if draft is None:
        draft = Draft(
            account_id=actor.account_id,
            enterprise=enterprise,
            kind=kind,
            submission_key=secrets.token_urlsafe(18),
            answers={"contact_name": enterprise.contact_name, "contact_telephone": enterprise.contact_telephone},
            saved_at=clock.now(),
        )
        session.add(draft)
        session.flush()
    return draft


def save_answers(draft: Draft, answers: Mapping[str, Any]) -> None:
    """Keep what was typed in a step, right or wrong."""
    draft.answers = {**draft.answers, **answers}
    draft.saved_at = clock.now()


def add_files(draft: Draft, attachments: Iterable[Attachment]) -> None:
    """Attach files to a draft."""
    draft.files.extend(DraftFile(attachment=attachment) for attachment in attachments)
    draft.saved_at = clock.now()


def remove_file(draft: Draft, attachment_id: int) -> None:
    """Detach a file; raise NotFound where the draft does not have it."""
    found = next((file for file in draft.files if file.attachment_id == attachment_id), None)
    if found is None:
        raise NotFound
    draft.files.remove(found)


def discard(session: Session, draft: Draft) -> None:
    """Throw a draft away."""
    session.delete(draft)


def urgency_of(facts: Iterable[str]) -> Urgency:
    """Return the urgency that the facts amount to."""
    return Urgency.URGENT if set(facts) & set(URGENT_FACTS) else Urgency.ORDINARY


def already_submitted(session: Session, submission_key: str) -> Case | None:
    """Return the case that a submission has become; a second click finds the first one's case."""
    return session.scalars(sa.select(Case).where(Case.submission_key == submission_key)).one_or_none()


def submit(
    session: Session,
    *,
    actor: Actor,
    enterprise: Enterprise,
    kind: CaseKind,
    telling: Telling,
    submission_key: str,
    attachments: Iterable[Attachment] = (),
) -> Case:
    """Make a case of what an enterprise, or its liaison for it, tells; the promise runs from this moment.

    Raises NotPermitted, and RuleBroken for an enterprise that has not been verified.
    """
    require(actor, Permission.CASE_SUBMIT, enterprise)
    if (earlier := already_submitted(session, submission_key)) is not None:
        return earlier
    if enterprise.standing is not Standing.VERIFIED:
        raise RuleBroken(_("The enterprise is still being verified. What you wrote is kept; send it once verified."))
    now = clock.now()
    urgency = urgency_of(telling.urgency_facts)
    case = Case(
        reference=next_reference(session, CODE, clock.local_date(now).year),
        submission_key=submission_key,
        kind=kind,
        status=CaseStatus.SUBMITTED,
        urgency=urgency,
        urgency_facts=list(telling.urgency_facts),
        enterprise=enterprise,
        category=telling.category,
        title=telling.title,
        description=telling.description,
        wish=telling.wish,
        other_party=telling.other_party,
        contact_name=telling.contact_name,
        contact_telephone=telling.contact_telephone,
        submitted_by_id=actor.account_id,
        on_behalf=enterprise.id not in actor.enterprise_ids,
        submitted_at=now,
        clock_started_at=now,
        touched_at=now,
        limit_days=limits_of(current_settings()).for_case(kind, urgency),
    )
    session.add(case)
    session.flush()
    refresh_due_date(session, case)
    begin_record(session, case, actor=actor, attachments=attachments)
    return case


def begin_record(session: Session, case: Case, *, actor: Actor, attachments: Iterable[Attachment]) -> None:
    """Write the first line of the record and tell those who must know."""
    move(session, case, Action.SUBMIT, actor=actor, files=attachments, facts={"on_behalf": case.on_behalf})
    tell(session, case, members_of(session, case), actor, messages.submitted_to_enterprise(case))
    office = [*holders_of(session, Role.COORDINATOR), *standing_by(session, case, Slot.LIAISON)]
    tell(session, case, office, actor, messages.submitted_to_office(case))
