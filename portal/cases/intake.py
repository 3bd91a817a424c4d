"""Taking a case in: the submission that starts its clock and tells those who must know."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.attachments.models import Attachment
from portal.cases import messages
from portal.cases.deadlines import Deadline
from portal.cases.models import Case, Category
from portal.cases.moves import move, standing_by, tell
from portal.cases.timing import limits_of, refresh_due_date
from portal.cases.workflow import Action
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.table import Permission
from portal.references import next_reference
from portal.settings import current_settings
from portal.vocabulary import CaseKind, CaseStatus, Role, Slot, Standing, Urgency, UrgencyFact
from portal.workdays import load_calendar

CODE = "FG"


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


def urgency_of(facts: Iterable[str]) -> Urgency:
    """Return the urgency that the facts amount to: any one of :class:`UrgencyFact` makes a case urgent."""
    return Urgency.URGENT if set(facts) & set(UrgencyFact) else Urgency.ORDINARY


def promise(session: Session, kind: CaseKind, urgency: Urgency) -> Deadline:
    """Return the deadline that a case submitted now would have."""
    today, days = clock.today(), limits_of(current_settings()).for_case(kind, urgency)
    return Deadline(start_on=today, limit_days=days, calendar=load_calendar(session), today=today)


def unready(enterprise: Enterprise) -> str:
    """Return why an enterprise cannot submit yet, and what to do; empty once it is verified."""
    match enterprise.standing:
        case Standing.PENDING:
            return str(_("The enterprise is still being verified. What you wrote is kept; send it once verified."))
        case Standing.REFUSED:
            return str(_("The enterprise has not been verified: %(reason)s", reason=enterprise.standing_reason))
        case _:
            return ""


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

    Raises NotPermitted, and RuleBroken for an enterprise that has not been verified or a category of the other kind.
    """
    require(actor, Permission.CASE_SUBMIT, enterprise)
    if (earlier := already_submitted(session, submission_key)) is not None:
        return earlier
    if reason := unready(enterprise):
        raise RuleBroken(reason)
    if telling.category.kind is not kind:
        raise RuleBroken(_("Choose a category that belongs to this kind of case."), "category")
    now, urgency = clock.now(), urgency_of(telling.urgency_facts)
    told = {**vars(telling), "urgency_facts": list(telling.urgency_facts)}
    case = Case(
        reference=next_reference(session, CODE, clock.local_date(now).year),
        submission_key=submission_key,
        kind=kind,
        status=CaseStatus.SUBMITTED,
        urgency=urgency,
        enterprise=enterprise,
        submitted_by_id=actor.account_id,
        on_behalf=enterprise.id not in actor.enterprise_ids,
        submitted_at=now,
        clock_started_at=now,
        touched_at=now,
        limit_days=limits_of(current_settings()).for_case(kind, urgency),
        **told,
    )
    session.add(case)
    session.flush()
    refresh_due_date(session, case)
    begin_record(session, case, actor=actor, attachments=attachments)
    return case


def begin_record(session: Session, case: Case, *, actor: Actor, attachments: Iterable[Attachment]) -> None:
    """Write the first line of the record and tell those who must know."""
    move(session, case, Action.SUBMIT, actor=actor, files=attachments, facts={"on_behalf": case.on_behalf})
    tell(session, case, members_of(session, case.enterprise_id), actor, messages.submitted_to_enterprise(case))
    office = [*with_role(session, Role.COORDINATOR), *standing_by(session, case, Slot.LIAISON)]
    tell(session, case, office, actor, messages.submitted_to_office(case))
