"""Hot issues and duplicates: linking what several enterprises bring, and making one case of what one brought twice."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.cases import messages
from portal.cases.issues.models import Issue, IssueCase
from portal.cases.models import Case
from portal.cases.moves import move, tell
from portal.cases.operations import enterprise_side
from portal.cases.queries import files_of_submission, record_of, visible_to
from portal.cases.workflow import Action
from portal.errors import NotFound, RuleBroken
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import OPEN


def open_issue(session: Session, *, actor: Actor, title: str, cases: Iterable[Case]) -> Issue:
    """Open a hot issue over cases of at least two enterprises. Raises RuleBroken for fewer, or one linked elsewhere."""
    cases = list(cases)
    for case in cases:
        require(actor, Permission.CASE_LINK, case)
        if of_case(session, case) is not None:
            raise RuleBroken(_("%(reference)s belongs to a hot issue already.", reference=case.reference), "cases")
    if len({case.enterprise_id for case in cases}) < 2:  # noqa: PLR2004  what one enterprise brings is no hot issue
        raise RuleBroken(_("A hot issue concerns at least two enterprises. Choose cases of others too."), "cases")
    links = [IssueCase(case=case) for case in cases]
    issue = Issue(title=title, opened_at=clock.now(), opened_by_id=actor.account_id, links=links)
    session.add(issue)
    session.flush()
    record(session, actor, "issue:open", f"issue:{issue.id}", cases=len(cases))
    return issue


def link(session: Session, issue: Issue, case: Case, *, actor: Actor) -> None:
    """Add a case to a hot issue that is still open; one that belongs to it stays."""
    require(actor, Permission.CASE_LINK, case)
    known = of_case(session, case)
    if issue.closed_at or (known and known.id != issue.id):
        raise RuleBroken(_("%(reference)s belongs to a hot issue already.", reference=case.reference), "cases")
    if known is None:
        issue.links.append(IssueCase(case=case))
        record(session, actor, "issue:link", f"issue:{issue.id}", case=case.reference)


def close_issue(session: Session, issue: Issue, *, actor: Actor, conclusion: str) -> None:
    """Say how a hot issue was solved for all; the handlers of its open cases are told, and each answers its own."""
    require(actor, Permission.CASE_LINK, issue.cases[0])
    if issue.closed_at:
        raise RuleBroken(_("This hot issue has been closed already."))
    issue.closed_at, issue.conclusion = clock.now(), conclusion
    for case in issue.cases:
        if case.status in OPEN and case.handler:
            tell(session, case, [case.handler], actor, messages.issue_closed(case, issue.title, conclusion))
    record(session, actor, "issue:close", f"issue:{issue.id}")


def of_case(session: Session, case: Case) -> Issue | None:
    """Return the hot issue to which a case belongs."""
    return session.scalars(sa.select(Issue).join(IssueCase).where(IssueCase.case_id == case.id)).unique().one_or_none()


def all_issues(session: Session) -> Sequence[Issue]:
    """Return the hot issues, open ones first, then the newest."""
    statement = sa.select(Issue).order_by(Issue.closed_at.is_not(None), Issue.opened_at.desc())
    return session.scalars(statement).unique().all()


def issue(session: Session, issue_id: int) -> Issue:
    """Return a hot issue; raise NotFound where there is none."""
    found = session.get(Issue, issue_id)
    if found is None:
        raise NotFound
    return found


def mergeable(session: Session, actor: Actor, case: Case) -> Sequence[Case]:
    """Return the other open cases of the same enterprise into which a case could be merged, the newest first."""
    same = (Case.enterprise_id == case.enterprise_id, Case.kind == case.kind, Case.id != case.id)
    alike = (*same, Case.status.in_(OPEN), Case.confidential.is_(case.confidential), visible_to(actor))
    return session.scalars(sa.select(Case).where(*alike).order_by(Case.submitted_at.desc())).unique().all()


def merge(session: Session, case: Case, into: Case, *, actor: Actor, reason: str, seen: int | None = None) -> None:
    """Make one case of two of the same enterprise (并案): what this one says and brings stands in the other's record.

    The other keeps its promise, which began earlier. Raises RuleBroken for another enterprise's case, or an ended one.
    """
    if into.enterprise_id != case.enterprise_id or into.id == case.id or into.status not in OPEN:
        raise RuleBroken(_("Choose an open case of the same enterprise."), "into")
    files = [file.attachment for file in files_of_submission(record_of(session, case, actor))]
    facts = {"into": into.reference}
    move(session, case, Action.MERGE, actor=actor, text=reason, facts=facts, seen=seen)
    said = f"{case.title}\n{case.description}"
    move(session, into, Action.ABSORB, actor=actor, text=said, facts={"merged": case.reference}, files=files)
    people = [*enterprise_side(session, case), into.handler]
    tell(session, into, people, actor, messages.merged(case, into, reason))
