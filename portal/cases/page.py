"""What the page of a case shows, gathered once for its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.cases import acts, lines, people, queries
from portal.cases.closing import publishing
from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.desk import prospects
from portal.cases.handlers.task_lines import TaskLine, task_lines
from portal.cases.intake import circumstances, similar
from portal.cases.issues import operations as issues
from portal.cases.issues.models import Issue
from portal.cases.limits import explanation
from portal.cases.limits.milestone_models import Milestone
from portal.cases.limits.same_day import OPENED, dispatch_on, in_order
from portal.cases.limits.timing import silence_ends_on
from portal.cases.models import Case, CaseEvent, Rating, Task
from portal.cases.operations import reopen_by
from portal.cases.workflow import Action
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text, datetime_text
from portal.vocabulary import CaseStatus, Light, MilestoneKind, TaskKind
from portal.workdays import load_calendar

RECORDS = ("all", "public", "internal")


Lamp = tuple[str, str, str]


@dataclass(frozen=True)
class RatingLine:
    """A rating; a bad one with the lamps of its verification and its rectification."""

    rating: Rating
    verification: Lamp | None
    rectification: Lamp | None


def rating_line(rating: Rating) -> RatingLine:
    """Return a rating as it stands today."""
    return RatingLine(
        rating,
        _limit(rating.verify_by, rating.verified_at) if rating.verify_by else None,
        _limit(rating.rectify_by, rating.rectified_at) if rating.rectify_by else None,
    )


def _limit(last: date, done_at: datetime | None) -> Lamp:
    if done_at is None:
        words = _("by %(day)s", day=date_text(last))
        late = clock.today() > last
        return ("red", "exclamation-octagon-fill", str(words)) if late else ("blue", "hourglass-split", str(words))
    on = clock.local_date(done_at)
    if on > last:
        return "amber", "clock-fill", str(_("done late, %(day)s", day=date_text(on)))
    return "green", "check-circle-fill", str(_("done in time, %(day)s", day=date_text(on)))


@dataclass(frozen=True)
class MilestoneLine:
    """One of the same-day triple or the first contact: its lamp, and what proves it."""

    kind: MilestoneKind
    lamp: Lamp
    proof: str


def milestone_line(milestone: Milestone) -> MilestoneLine:
    """Return how it stands today; red where it was missed, done since or not."""
    if milestone.reached_at is None or milestone.reached_on is None:
        return MilestoneLine(milestone.kind, _limit(milestone.due_on, None), "")
    act = _("opened the notice") if milestone.proof == OPENED else Action(milestone.proof).label
    at = datetime_text(milestone.reached_at)
    proof = str(_("%(name)s: %(act)s, %(at)s", name=milestone.by_name, act=act, at=at))
    if milestone.reached_on > milestone.due_on:
        return MilestoneLine(milestone.kind, ("red", "exclamation-octagon-fill", str(_("missed, done later"))), proof)
    return MilestoneLine(milestone.kind, ("green", "check-circle-fill", str(_("done in time"))), proof)


@dataclass(frozen=True)
class FollowUpLine:
    """A call after the case was closed, and the rectification that it has started."""

    call: FollowUp
    lamp: Lamp
    rectification: Lamp | None


def follow_up_line(call: FollowUp) -> FollowUpLine:
    """Return how a call stands today."""
    rectification = _limit(call.rectify_by, call.rectified_at) if call.rectify_by else None
    if call.lapsed_at:
        return FollowUpLine(call, ("grey", "slash-circle", str(_("not made, the case was reopened"))), rectification)
    return FollowUpLine(call, _limit(call.due_on, call.called_at), rectification)


def _reply_label(task: Task) -> str:
    return str(_("Give your unit's opinion") if task.kind is TaskKind.OPINION else Action.REPLY_TASK.label)


@dataclass(frozen=True)
class CasePage:
    """A case as one person sees it. ``internal`` tells whether this person reads what is for the office only."""

    case: Case
    internal: bool
    deadline: explanation.Explanation
    steps: Sequence[tuple[str, str, str]]
    comes_next: str
    confirm_by: date | None
    offers: Sequence[acts.Offer]
    own_tasks: Sequence[Task]
    tasks: Sequence[TaskLine]
    ratings: Sequence[RatingLine]
    milestones: Sequence[MilestoneLine]
    follow_ups: Sequence[FollowUpLine]
    files: Sequence[lines.FileLink]
    record: Sequence[lines.Line]
    record_shown: str
    contacts: Sequence[people.Contact]
    particulars: Sequence[tuple[str, str]]
    issue: Issue | None
    alike: Sequence[Case]
    publishing: Sequence[tuple[str, str, str, str]] = ()

    @property
    def possible(self) -> list[tuple[object, object, str, str]]:
        """The acts that can be taken up now: label, consequence, address and icon."""
        replies = [(_reply_label(task), task.what, self._reply_url(task), "diagram-3") for task in self.own_tasks]
        return [
            *replies,
            *((o.label, o.consequence, o.url, o.icon) for o in self.offers if not o.cause),
            *self.publishing,
        ]

    @property
    def leading(self) -> list[tuple[object, str]]:
        """What to do now, at most two acts: label and address; another unit's task goes before the case's own."""
        replies = [(_reply_label(task), self._reply_url(task)) for task in self.own_tasks]
        led = [(offer.label, offer.url) for offer in acts.leading(self.offers, self.case.kind)]
        return [*replies, *led][: acts.MOST_LEADING]

    @property
    def asked(self) -> str:
        """What the enterprise is asked for and has not supplied; empty where it is asked for nothing."""
        waits = self.case.status is CaseStatus.SUPPLEMENT
        return next((one.reason for one in reversed(self.case.pauses) if waits and one.ended_at is None), "")

    @property
    def blocked(self) -> list[acts.Offer]:
        """The acts that are allowed in general but not possible now."""
        return [offer for offer in self.offers if offer.cause]

    def _reply_url(self, task: Task) -> str:
        return url_for("handling.reply_task", reference=self.case.reference, task_id=task.id)


def case_page(session: Session, actor: Actor, case: Case, record_shown: str | None) -> CasePage:
    """Return what the page of a case shows to the actor; ``record_shown`` narrows the record."""
    shown = record_shown if record_shown in RECORDS else RECORDS[0]
    record = queries.record_of(session, case, actor)
    calendar = load_calendar(session)
    deadline = explanation.explain(case, calendar, clock.today())
    waits_for_consent = case.status is CaseStatus.PROPOSED and case.proposed_at is not None
    confirm_by = silence_ends_on(case.proposed_at, calendar) if waits_for_consent and case.proposed_at else None
    return CasePage(
        case=case,
        internal=queries.sees_internal(actor, case),
        deadline=deadline,
        steps=prospects.steps(case, record),
        comes_next=prospects.what_comes(
            case,
            confirm_by or _reopen_by(case),
            dispatch_on(case, calendar, clock.today()),
            late=deadline.light is Light.LATE,
        ),
        confirm_by=confirm_by,
        offers=_offers(session, actor, case),
        own_tasks=list(acts.own_tasks(actor, case)),
        ratings=[rating_line(rating) for rating in case.ratings],
        milestones=[milestone_line(one) for one in in_order(case.milestones)],
        follow_ups=[follow_up_line(call) for call in case.follow_ups],
        tasks=task_lines(case, record, calendar, urging=acts.is_allowed(actor, case, Action.URGE)),
        files=lines.file_links(case, queries.files_of_submission(record)),
        record=[lines.line_of(event, case, calendar) for event in record if _is_shown(event, shown)],
        record_shown=shown,
        contacts=people.around(session, case),
        particulars=circumstances.said(case),
        issue=issues.of_case(session, case) if permits(actor, Permission.ISSUE_VIEW) else None,
        alike=similar.of_others(session, actor, case) if permits(actor, Permission.CASE_LINK, case) else (),
        publishing=list(publishing.offers(session, actor, case, record)),
    )


def _offers(session: Session, actor: Actor, case: Case) -> list[acts.Offer]:
    """Return the acts on offer; a case is merged only where the enterprise has another one to merge it with."""
    offers = acts.offers(actor, case)
    if any(offer.action is Action.MERGE for offer in offers) and not issues.mergeable(session, actor, case):
        return [offer for offer in offers if offer.action is not Action.MERGE]
    return offers


def _reopen_by(case: Case) -> date | None:
    last = reopen_by(case) if case.status is CaseStatus.CLOSED else None
    return last if last and last >= clock.today() else None


def _is_shown(event: CaseEvent, shown: str) -> bool:
    return shown == "all" or event.public == (shown == "public")
