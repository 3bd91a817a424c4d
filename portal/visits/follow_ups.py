"""What becomes of a finding: advice, the enterprise's report, the follow-up, a case; and the daily reminder."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record as audit
from portal.audit.queries import last_name
from portal.cases.intake.operations import Telling, submit
from portal.cases.models import Case
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken, StaleEdit, TransitionNotAllowed
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.visits import messages
from portal.visits.followers import follower
from portal.visits.models import Finding, FindingStep, Visit
from portal.visits.operations import Found, cited
from portal.vocabulary import Channel, FindingState

TO_FOLLOW = frozenset({FindingState.OPEN, FindingState.REPORTED})


@dataclass(frozen=True)
class Outcome:
    """What a follow-up came to: settled, or to be looked at again on ``again_on``."""

    text: str
    settled: bool
    again_on: date | None = None


def advise(session: Session, finding: Finding, *, actor: Actor, found: Found, seen: int) -> None:
    """Change what is said of a finding that is still open: grade, advice, measure, date of follow-up."""
    _begin(session, finding, actor, seen)
    finding.kind, finding.text, finding.grade = found.kind, found.text, found.grade
    finding.urgent, finding.advice = found.urgent, found.advice
    if f"{finding.cited.get('document_slug')}#{finding.cited.get('anchor')}" != found.measure:
        finding.cited = cited(found.measure)
    _look_again(finding, found.follow_up_on or finding.follow_up_on)
    audit(session, actor, "finding:advise", subject(finding), grade=finding.grade.value)


def report(session: Session, finding: Finding, *, actor: Actor, text: str, seen: int) -> None:
    """Let the enterprise say that it has rectified a finding; whoever found it is told to look at it again."""
    require(actor, Permission.FINDING_REPORT, finding)
    _check(session, finding, seen)
    if finding.state is not FindingState.OPEN:
        raise TransitionNotAllowed
    _step(finding, actor, FindingState.REPORTED, text)
    audit(session, actor, "finding:report", subject(finding))
    _tell(session, [follower(session, finding.visit)], messages.reported(finding, text), finding.visit)


def follow_up(session: Session, finding: Finding, *, actor: Actor, outcome: Outcome, seen: int) -> None:
    """Look at a finding again: settle it, or set the next date. Raises RuleBroken at ``again_on`` for a date past."""
    _begin(session, finding, actor, seen)
    if not outcome.settled and (outcome.again_on is None or outcome.again_on <= clock.today()):
        raise RuleBroken(_("Enter the date of the next follow-up, after today."), "again_on")
    _step(finding, actor, FindingState.SETTLED if outcome.settled else FindingState.OPEN, outcome.text)
    if outcome.settled:
        finding.settled_at = clock.now()
    else:
        _look_again(finding, outcome.again_on)
    audit(session, actor, "finding:follow-up", subject(finding), settled=outcome.settled)
    members = members_of(session, finding.enterprise_id)
    _tell(session, members, messages.followed(finding, outcome.text), finding.visit)


def make_case(session: Session, finding: Finding, *, actor: Actor, telling: Telling, seen: int) -> Case:
    """Make a case of a finding, with its photographs and those of the visit; the case says from now on how it goes on.

    Raises what :func:`portal.cases.intake.operations.submit` raises.
    """
    _begin(session, finding, actor, seen)
    case = submit(
        session,
        actor=actor,
        enterprise=finding.visit.enterprise,
        kind=telling.category.kind,
        telling=telling,
        submission_key=f"finding-{finding.id}",
        attachments=[one.attachment for one in finding.visit.photos if one.finding_id in {None, finding.id}],
        channel=Channel.VISIT,
    )
    finding.kind, finding.case = case.kind, case
    _step(finding, actor, FindingState.CASE, case.reference)
    audit(session, actor, "finding:case", subject(finding), case=case.reference)
    return case


def remind(session: Session) -> int:
    """Remind each follower once of each follow-up that is due; return how many were named. Safe to run twice."""
    today = clock.today()
    statement = (
        sa.select(Finding)
        .where(
            Finding.state.in_(TO_FOLLOW),
            Finding.follow_up_on <= today,
            sa.or_(Finding.reminded_on.is_(None), Finding.reminded_on < Finding.follow_up_on),
        )
        .order_by(Finding.follow_up_on, Finding.id)
    )
    found: dict[Account, list[Finding]] = defaultdict(list)
    for finding in session.scalars(statement).unique():
        finding.reminded_on = today
        found[follower(session, finding.visit)].append(finding)
    for person, theirs in found.items():
        headline, body = messages.due(len(theirs), theirs[0].follow_up_on or today)
        notify(session, [person], subject=headline, body=body, link="/visits/mine")
    return sum(map(len, found.values()))


def subject(finding: Finding) -> str:
    """Return how the audit trail names a finding."""
    return f"finding:{finding.id}"


def _begin(session: Session, finding: Finding, actor: Actor, seen: int) -> None:
    require(actor, Permission.VISIT_FOLLOW, finding)
    _check(session, finding, seen)
    if finding.state not in TO_FOLLOW:
        raise TransitionNotAllowed


def _check(session: Session, finding: Finding, seen: int) -> None:
    if seen != finding.version:
        theirs = ((str(_("State")), str(finding.state.label)), (str(_("Advice")), finding.advice))
        raise StaleEdit(last_name(session, subject(finding)), theirs, finding.version)


def _look_again(finding: Finding, on: date | None) -> None:
    if on != finding.follow_up_on:
        finding.follow_up_on, finding.reminded_on = on, None


def _step(finding: Finding, actor: Actor, state: FindingState, text: str) -> None:
    finding.state = state
    step = FindingStep(at=clock.now(), by_id=actor.account_id, by_name=actor.name, state=state, text=text)
    finding.steps = [*finding.steps, step]


def _tell(session: Session, people: Iterable[Account], message: messages.Message, visit: Visit) -> None:
    headline, body = message
    notify(session, people, subject=headline, body=body, link=f"/visits/{visit.id}")
