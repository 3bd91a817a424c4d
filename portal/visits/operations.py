"""What a visitor does: records a visit, adds what was found, and hands over photographs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.attachments.models import Attachment
from portal.audit.operations import record as audit
from portal.cases import citing
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.visits import messages
from portal.visits.checklist_models import ChecklistEdition, Question
from portal.visits.grading import follow_up_days, is_risky, said
from portal.visits.models import Answer, Campaign, Finding, FindingStep, Photo, Target, Visit
from portal.vocabulary import CaseKind, FindingState, RiskGrade, Role, VisitKind
from portal.workdays import load_calendar

MOST_PHOTOS = 12
COPIED = ("title", "point", "document_number", "dated", "validity", "quotation", "document_slug", "anchor")


@dataclass(frozen=True)
class Outing:
    """A visit to be made, as permissions see it: where, and who has been asked to go there."""

    enterprise_id: int
    visitor_id: int | None = None


@dataclass(frozen=True)
class Given:
    """What was answered to a question; ``urgent`` marks a risk that cannot wait, ``photos`` show it."""

    value: str
    remark: str = ""
    urgent: bool = False
    photos: Sequence[Attachment] = ()


@dataclass(frozen=True)
class Found:
    """A finding as somebody writes it; ``measure`` is ``document#anchor`` of the measure that the advice rests on."""

    kind: CaseKind
    text: str
    grade: RiskGrade
    urgent: bool = False
    advice: str = ""
    measure: str = ""
    follow_up_on: date | None = None
    photos: Sequence[Attachment] = ()


@dataclass(frozen=True)
class Told:
    """What a visitor tells of a visit; lengths have been checked by the form."""

    kind: VisitKind
    on: date
    companions: str = ""
    received_by: str = ""
    remarks: str = ""
    answers: Mapping[int, Given] | None = None
    findings: Sequence[Found] = ()


def outing(session: Session, enterprise: Enterprise, campaign: Campaign | None) -> Outing:
    """Return the visit that somebody is about to make: in a campaign with whoever has been asked to make it."""
    if campaign is None:
        return Outing(enterprise.id)
    statement = sa.select(Target.visitor_id).where(
        Target.campaign_id == campaign.id, Target.enterprise_id == enterprise.id
    )
    return Outing(enterprise.id, session.scalar(statement))


def already_recorded(session: Session, submission_key: str) -> Visit | None:
    """Return the visit that a form has become already."""
    return session.scalars(sa.select(Visit).where(Visit.submission_key == submission_key)).one_or_none()


def record(
    session: Session,
    *,
    actor: Actor,
    enterprise: Enterprise,
    told: Told,
    submission_key: str,
    campaign: Campaign | None = None,
    edition: ChecklistEdition | None = None,
    photos: Iterable[Attachment] = (),
) -> Visit:
    """Record a visit; each answer that is a risk becomes a finding beside those that the visitor wrote.

    ``photos`` are of the visit as a whole, and so are those of an answer that is no risk.
    The same key gives the same visit, even when two requests bring it at one moment. Raises NotPermitted, and
    RuleBroken at ``on`` for a date to come.
    """
    require(actor, Permission.VISIT_RECORD, outing(session, enterprise, campaign))
    if (earlier := already_recorded(session, submission_key)) is not None:
        return earlier
    if told.on > clock.today():
        raise RuleBroken(_("The date cannot be in the future."), "on")
    visit = Visit(
        submission_key=submission_key,
        enterprise=enterprise,
        enterprise_id=enterprise.id,
        campaign=campaign,
        edition=edition,
        kind=told.kind,
        on=told.on,
        visitor=session.get_one(Account, actor.account_id),
        visitor_name=actor.name,
        companions=told.companions,
        received_by=told.received_by,
        remarks=told.remarks,
        recorded_at=clock.now(),
        photos=[Photo(attachment=each) for each in photos],
    )
    try:
        with session.begin_nested():
            session.add(visit)
    except IntegrityError:
        return session.scalars(sa.select(Visit).where(Visit.submission_key == submission_key)).one()
    found = [*_answer(visit, edition, told.answers or {}), *((_finding(visit, one), one) for one in told.findings)]
    _keep(session, visit, [finding for finding, _told in found], actor)
    _show(visit, found)
    audit(session, actor, "visit:record", subject(visit), enterprise=enterprise.id, findings=len(found))
    _tell(session, visit, actor)
    return visit


def _answer(
    visit: Visit, edition: ChecklistEdition | None, given: Mapping[int, Given]
) -> list[tuple[Finding, Given | Found]]:
    """Keep the answers to the checklist and return the findings among them, each with what was told of it."""
    answered = [(one, given[one.id]) for one in (edition.questions if edition else ()) if one.id in given]
    visit.answers = [Answer(question=one, value=each.value, remark=each.remark) for one, each in answered]
    harmless = [each for one, each in answered if not is_risky(one, each.value)]
    visit.photos = [*visit.photos, *(Photo(attachment=photo) for each in harmless for photo in each.photos)]
    return [(_risk(visit, one, each), each) for one, each in answered if is_risky(one, each.value)]


def _show(visit: Visit, found: Iterable[tuple[Finding, Given | Found]]) -> None:
    """Let each finding, which has its id by now, have the photographs that were told with it."""
    shown = [Photo(attachment=photo, finding_id=finding.id) for finding, told in found for photo in told.photos]
    visit.photos = [*visit.photos, *shown]


def _risk(visit: Visit, question: Question, given: Given) -> Finding:
    words = f"{question.text}（{said(question, given.value)}）"
    return Finding(
        visit=visit,
        question_id=question.id,
        kind=CaseKind.LEGAL_QUESTION if visit.kind is VisitKind.CHECKUP else CaseKind.DIFFICULTY,
        section=question.section,
        text=f"{words}：{given.remark}" if given.remark else words,
        grade=question.grade,
        urgent=given.urgent,
        advice=question.advice,
    )


def _finding(visit: Visit, found: Found) -> Finding:
    return Finding(
        visit=visit,
        kind=found.kind,
        text=found.text,
        grade=found.grade,
        urgent=found.urgent,
        advice=found.advice,
        cited=cited(found.measure),
        follow_up_on=found.follow_up_on,
    )


def cited(measure: str) -> dict[str, str]:
    """Return the copy of a measure as it is printed today; raise RuleBroken where the library has it no more."""
    return {name: getattr(quoted, name) for quoted in citing.quoted([measure]) for name in COPIED} if measure else {}


def _keep(session: Session, visit: Visit, found: Iterable[Finding], actor: Actor) -> None:
    calendar = load_calendar(session)
    for each in found:
        days = follow_up_days(each.grade, urgent=each.urgent)
        each.follow_up_on = each.follow_up_on or calendar.add(max(visit.on, clock.today()), days)
        each.state = FindingState.OPEN
        each.steps = [
            FindingStep(at=clock.now(), by_id=actor.account_id, by_name=actor.name, state=each.state, text=each.advice)
        ]
        session.add(each)
    session.flush()
    session.refresh(visit, ["findings"])


def add_finding(session: Session, visit: Visit, *, actor: Actor, found: Found) -> Finding:
    """Add what was noticed only afterwards; the enterprise is told."""
    require(actor, Permission.VISIT_FOLLOW, visit)
    finding = _finding(visit, found)
    _keep(session, visit, [finding], actor)
    audit(session, actor, "finding:add", subject(visit), grade=finding.grade.value)
    _tell(session, visit, actor)
    return finding


def add_photos(
    session: Session,
    visit: Visit,
    *,
    actor: Actor,
    photos: Sequence[Attachment],
    finding: Finding | None = None,
) -> None:
    """Add photographs of the visit or of one of its findings; raise RuleBroken at ``photos`` beyond twelve."""
    require(actor, Permission.VISIT_FOLLOW, visit)
    if len(visit.photos) + len(photos) > MOST_PHOTOS:
        raise RuleBroken(_("A visit has at most %(most)s photographs.", most=MOST_PHOTOS), "photos")
    of = finding.id if finding else None
    visit.photos = [*visit.photos, *(Photo(attachment=each, finding_id=of) for each in photos)]
    audit(session, actor, "visit:photos", subject(visit), count=len(photos))


def _tell(session: Session, visit: Visit, actor: Actor) -> None:
    link = f"/visits/{visit.id}"
    headline, body = messages.visited(visit)
    notify(session, members_of(session, visit.enterprise_id), subject=headline, body=body, link=link)
    if any(one.is_grave and one.state is FindingState.OPEN for one in visit.findings):
        office = [*with_role(session, Role.COORDINATOR), *with_role(session, Role.SUPERVISOR)]
        headline, body = messages.grave(visit)
        told = [one for one in office if one.id != actor.account_id]
        notify(session, told, subject=headline, body=body, link=link)


def subject(visit: Visit) -> str:
    """Return how the audit trail names a visit."""
    return f"visit:{visit.id}"
