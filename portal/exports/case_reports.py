"""Hot issues, and the conferences that the portal proposes."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.cases.conferences import proposals as conference_proposals
from portal.cases.conferences.proposal_models import ConferenceProposal
from portal.cases.issues import operations as issues
from portal.cases.issues.models import Issue
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission


def _find_issues(session: Session, _actor: Actor, _args: Arguments) -> Found[Issue]:
    return at_hand(issues.all_issues(session))


ISSUES = Listing(
    "issues",
    _l("Hot issues"),
    Permission.ISSUE_VIEW,
    (
        Column[Issue](_l("Hot issue"), lambda row: row.title, 40),
        Column[Issue](_l("Cases"), lambda row: len(row.links), 8),
        Column[Issue](_l("Enterprises"), lambda row: row.enterprises, 8),
        Column[Issue](_l("From"), lambda row: row.opened_at, 17),
        Column[Issue](_l("Opened by"), lambda row: row.opened_by.name, 12),
        Column[Issue](_l("Closed on"), lambda row: row.closed_at, 17),
        Column[Issue](_l("How it was solved"), lambda row: row.conclusion, 60),
    ),
    _find_issues,
)


def _find_proposals(session: Session, _actor: Actor, _args: Arguments) -> Found[ConferenceProposal]:
    both = (conference_proposals.proposals(session, waiting=waiting) for waiting in (True, False))
    return at_hand([one for some in both for one in some])


PROPOSALS = Listing(
    "conference-proposals",
    _l("Conferences proposed"),
    Permission.CONFERENCE_RULE,
    (
        Column[ConferenceProposal](_l("Why"), conference_proposals.reason, 50),
        Column[ConferenceProposal](
            _l("Cases"), lambda row: "、".join(counted.case.reference for counted in row.counted), 40
        ),
        Column[ConferenceProposal](_l("State"), lambda row: str(row.state.label), 12),
        Column[ConferenceProposal](_l("Decided by"), lambda row: row.ruled_by_name, 12),
        Column[ConferenceProposal](_l("Decided at"), lambda row: row.ruled_at, 17),
        Column[ConferenceProposal](_l("Reason"), lambda row: row.ruling, 40),
    ),
    _find_proposals,
)
