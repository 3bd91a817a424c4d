"""The portal's own proposals of conferences: found by a sweep, and ruled on by the coordinator."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.audit.operations import record
from portal.cases.conferences.causes import REPEATED_WITHIN, Found, Occurrence, causes
from portal.cases.conferences.models import Conference
from portal.cases.conferences.proposal_models import ConferenceProposal, CountedCase
from portal.cases.models import Case
from portal.cases.workflow import Action, is_possible
from portal.errors import NotFound, RuleBroken
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.settings import current_settings
from portal.vocabulary import OPEN, CaseStatus, ConferenceCause, ProposalState, Role

LATEST = 30  # how many decided proposals the list still shows


def propose(session: Session) -> list[ConferenceProposal]:
    """Enter the proposals for which there is cause today, and tell the coordinators; run by the worker."""
    counted: dict[ConferenceCause, set[int]] = defaultdict(set)
    for cause, case_id in session.execute(sa.select(CountedCase.cause, CountedCase.case_id)):
        counted[cause].add(case_id)
    known = {cause: frozenset(ids) for cause, ids in counted.items()}
    enterprises = current_settings().cluster_enterprises
    found = causes(_occurrences(session), clock.today(), known, enterprises=enterprises)
    proposals = [_enter(session, one) for one in found]
    session.flush()
    if proposals:
        subject = f"有{len(proposals)}件会商建议待决定"
        body = "平台根据近期事项提出会商建议，请查看原因，决定召开会商或者不予采纳。"
        notify(session, with_role(session, Role.COORDINATOR), subject=subject, body=body, link="/conferences")
    return proposals


def _occurrences(session: Session) -> list[Occurrence]:
    """Return the recent cases that may be spoken of; what is confidential or restricted is left out."""
    since = clock.now() - REPEATED_WITHIN
    columns = (Case.id, Case.enterprise_id, Case.category_id, Case.submitted_at, Case.rejections, Case.status)
    statement = sa.select(*columns).where(
        sa.or_(Case.submitted_at >= since, Case.status.in_(OPEN)),
        Case.status.not_in({CaseStatus.DECLINED, CaseStatus.WITHDRAWN}),
        ~Case.confidential,
        ~Case.restricted,
    )
    return [
        Occurrence(number, enterprise, category, clock.local_date(at), rejections, status in OPEN)
        for number, enterprise, category, at, rejections, status in session.execute(statement)
    ]


def _enter(session: Session, found: Found) -> ConferenceProposal:
    proposal = ConferenceProposal(
        cause=found.cause,
        category_id=found.category_id,
        enterprise_id=found.enterprise_id,
        found_at=clock.now(),
        counted=[CountedCase(cause=found.cause, case_id=case_id) for case_id in found.case_ids],
    )
    session.add(proposal)
    return proposal


def proposals(session: Session, *, waiting: bool) -> Sequence[ConferenceProposal]:
    """Return the proposals that wait, the oldest first, or those decided lately, the newest first."""
    statement = sa.select(ConferenceProposal)
    if waiting:
        statement = statement.where(ConferenceProposal.state == ProposalState.OPEN).order_by(ConferenceProposal.id)
    else:
        decided = statement.where(ConferenceProposal.state != ProposalState.OPEN)
        statement = decided.order_by(ConferenceProposal.ruled_at.desc()).limit(LATEST)
    return session.scalars(statement).unique().all()


def waiting_count(session: Session) -> int:
    """Return how many proposals wait to be decided."""
    statement = sa.select(sa.func.count(ConferenceProposal.id)).where(ConferenceProposal.state == ProposalState.OPEN)
    return session.scalar(statement) or 0


def of_id(session: Session, proposal_id: int) -> ConferenceProposal:
    """Return a proposal that still waits; raise NotFound otherwise."""
    found = session.get(ConferenceProposal, proposal_id)
    if found is None or found.state is not ProposalState.OPEN:
        raise NotFound
    return found


def conferrable(proposal: ConferenceProposal) -> list[Case]:
    """Return the cases of a proposal on which a conference can be called now."""
    return [one.case for one in proposal.counted if is_possible(one.case.status, Action.CONFER)]


def reason(proposal: ConferenceProposal) -> str:
    """Return in a sentence why the portal proposes a conference."""
    category = proposal.category.full_name if proposal.category else ""
    enterprise, count = proposal.enterprise.name if proposal.enterprise else "", len(proposal.counted)
    match proposal.cause:
        case ConferenceCause.REPEATED:
            facts = {"enterprise": enterprise, "category": category, "count": count}
            return str(_("%(enterprise)s has brought “%(category)s” %(count)s times within 90 days.", **facts))
        case ConferenceCause.CLUSTER:
            firms = len({one.case.enterprise_id for one in proposal.counted})
            facts = {"category": category, "count": count, "firms": firms}
            return str(_("“%(category)s”: %(count)s cases of %(firms)s enterprises within 7 days.", **facts))
        case ConferenceCause.REDONE:
            times = max((one.case.rejections for one in proposal.counted), default=0)
            return str(
                _("%(enterprise)s has sent the outcome back %(times)s times.", enterprise=enterprise, times=times)
            )


def suggestion(proposal: ConferenceProposal) -> dict[str, Any]:
    """Return with what the form of the conference begins: agenda and units. Like every official text it is Chinese."""
    matter = proposal.category.name if proposal.category else ""
    firm = proposal.enterprise.name if proposal.enterprise else ""
    agenda = {
        ConferenceCause.REPEATED: f"研究{firm}多次反映的“{matter}”问题，明确责任单位、措施和时限。",
        ConferenceCause.CLUSTER: f"研究多家企业近日集中反映的“{matter}”问题，明确共性解决办法、责任单位和时限。",
        ConferenceCause.REDONE: f"研究{firm}多次退回续办的“{matter}”问题，明确办理口径、责任单位和时限。",
    }
    cases = [one.case for one in proposal.counted]
    units = {task.unit_id for case in cases for task in case.tasks} | {case.handling_unit_id for case in cases}
    return {"agenda": agenda[proposal.cause], "units": sorted(unit for unit in units if unit)}


def accept(session: Session, proposal: ConferenceProposal, conference: Conference, *, actor: Actor) -> None:
    """Note that a conference has been called because of a proposal."""
    _rule(session, proposal, ProposalState.ACCEPTED, "", actor)
    proposal.conference_id = conference.id


def dismiss(session: Session, proposal: ConferenceProposal, *, actor: Actor, reason: str) -> None:
    """Decide against a proposal; the same cases do not give the same cause again. Raises RuleBroken once decided."""
    if proposal.state is not ProposalState.OPEN:
        raise RuleBroken(_("This proposal has been decided already."))
    _rule(session, proposal, ProposalState.DISMISSED, reason, actor)


def _rule(session: Session, proposal: ConferenceProposal, state: ProposalState, ruling: str, actor: Actor) -> None:
    require(actor, Permission.CONFERENCE_RULE)
    proposal.state, proposal.ruling = state, ruling
    proposal.ruled_at, proposal.ruled_by_name = clock.now(), actor.name
    record(session, actor, f"conference:{state}", f"conference-proposal:{proposal.id}", cause=proposal.cause.value)
