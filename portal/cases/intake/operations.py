"""Taking a case in: the submission that starts its clock and tells those who must know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.attachments.models import Attachment
from portal.cases import messages
from portal.cases.care.operations import is_collective, warn_supervisors
from portal.cases.intake.circumstances import urgency_of
from portal.cases.limits import same_day
from portal.cases.limits.deadlines import Deadline
from portal.cases.limits.timing import in_green_channel, limit_of, refresh_due_date
from portal.cases.models import Case, Category
from portal.cases.moves import move, standing_by, tell
from portal.cases.workflow import Action
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken
from portal.pairing.clients import watch
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.references import next_reference
from portal.vocabulary import CaseKind, CaseStatus, Channel, Role, Slot, Standing, Urgency
from portal.workdays import load_calendar

CODE = "FG"
A_MOMENT = timedelta(minutes=15)
COLLECTIVE_WORDS = "涉及十人以上的劳动用工诉求，按集体劳动争议掌握。"


@dataclass(frozen=True)
class Telling:
    """What an enterprise tells when it submits; lengths and presence have been checked by the form."""

    category: Category
    title: str
    description: str
    wish: str = ""
    other_party: str = ""
    other_party_code: str = ""
    contact_name: str = ""
    contact_telephone: str = ""
    urgency_facts: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    reported_unit_id: int | None = None

    @property
    def urgency(self) -> Urgency:
        """The urgency that the facts told amount to today."""
        return urgency_of(self.urgency_facts, self.details.get("damage_after", ""), today=clock.today())


def promise(
    session: Session,
    kind: CaseKind,
    urgency: Urgency,
    category: Category | None = None,
    enterprise: Enterprise | None = None,
) -> Deadline:
    """Return the deadline that a case submitted now would have."""
    today, days = clock.today(), limit_of(session, kind, urgency, category, enterprise)
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


def just_sent(session: Session, actor: Actor, enterprise_id: int, kind: CaseKind) -> Case | None:
    """Return what somebody sent a moment ago; whoever comes back because no answer arrived is shown its receipt."""
    own = (Case.submitted_by_id == actor.account_id, Case.enterprise_id == enterprise_id, Case.kind == kind)
    recent = sa.select(Case).where(*own, Case.submitted_at >= clock.now() - A_MOMENT)
    return session.scalars(recent.order_by(Case.id.desc()).limit(1)).unique().first()


def submit(
    session: Session,
    *,
    actor: Actor,
    enterprise: Enterprise,
    kind: CaseKind,
    telling: Telling,
    submission_key: str,
    attachments: Iterable[Attachment] = (),
    channel: Channel = Channel.ONLINE,
) -> Case:
    """Make a case of what an enterprise, or somebody of the office for it, tells; the promise runs from this moment.

    What comes by telephone, at the window or by a QR code is taken in while the enterprise still is to be verified.
    Raises NotPermitted, and RuleBroken for an enterprise that has not been verified or a category of the other kind.
    """
    require(actor, Permission.CASE_SUBMIT, enterprise)
    if (earlier := already_submitted(session, submission_key)) is not None:
        return earlier
    _check(enterprise, kind, telling.category, channel, actor)
    now, urgency = clock.now(), telling.urgency
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
        channel=channel,
        submitted_at=now,
        clock_started_at=now,
        touched_at=now,
        confidential=telling.category.confidential,
        sensitive=is_collective(telling.category.code, telling.details.get("staff")),
        green_channel=in_green_channel(enterprise),
        limit_days=limit_of(session, kind, urgency, telling.category, enterprise),
        **told,
    )
    session.add(case)
    session.flush()
    begin_record(session, case, actor=actor, attachments=attachments)
    return case


def _check(enterprise: Enterprise, kind: CaseKind, category: Category, channel: Channel, actor: Actor) -> None:
    """Raise RuleBroken where the enterprise cannot submit yet, the category does not fit, or may not be used for it.

    Nobody of the office writes a confidential report for an enterprise.
    """
    waits = channel is not Channel.ONLINE and enterprise.standing is Standing.PENDING
    if not waits and (reason := unready(enterprise)):
        raise RuleBroken(reason)
    if category.kind is not kind:
        raise RuleBroken(_("Choose a category that belongs to this kind of case."), "category")
    if category.confidential and enterprise.id not in actor.enterprise_ids:
        raise RuleBroken(
            _("A confidential report is handed in by the enterprise itself, so that nobody else reads it.")
        )


def begin_record(session: Session, case: Case, *, actor: Actor, attachments: Iterable[Attachment]) -> None:
    """Begin its limits, write the first line of the record and tell those who must know."""
    same_day.begin(session, case)
    refresh_due_date(session, case)
    move(
        session,
        case,
        Action.SUBMIT,
        actor=actor,
        files=attachments,
        facts={"on_behalf": case.on_behalf, "channel": case.channel},
    )
    received = messages.filed_for_enterprise if case.on_behalf else messages.submitted_to_enterprise
    tell(session, case, members_of(session, case.enterprise_id), actor, received(case))
    office = [*with_role(session, Role.COORDINATOR), *standing_by(session, case, Slot.LIAISON)]
    on = same_day.dispatch_on(case, load_calendar(session), clock.today())
    tell(session, case, office, actor, messages.submitted_to_office(case, on))
    if case.sensitive:
        warn_supervisors(session, case, actor, COLLECTIVE_WORDS)
    if not case.confidential:
        watch(session, case.enterprise, actor)
