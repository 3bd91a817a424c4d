"""Campaigns: a list of enterprises chosen by a filter, each given to whoever stands by it to be visited."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import Wanted
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.notifications.operations import notify
from portal.pairing.models import Pairing
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.visits import messages, queries
from portal.visits.checklist_models import Checklist
from portal.visits.followers import VISITORS
from portal.visits.models import Campaign, Target
from portal.vocabulary import Reopening, Sector, Size, Standing, VisitKind

ENUMERATIONS: Mapping[str, Any] = {"sector": Sector, "size": Size, "reopening": Reopening}


@dataclass(frozen=True)
class Plan:
    """What a coordinator writes of a campaign; ``chosen_by`` is a filter of the directory, by field."""

    name: str
    kind: VisitKind
    begins_on: date
    ends_on: date
    chosen_by: Mapping[str, Any]
    purpose: str = ""
    checklist: Checklist | None = None


def wanted(chosen_by: Mapping[str, Any]) -> Wanted:
    """Return the filter as the directory understands it; only verified enterprises are visited."""
    facts = {name: value for name, value in chosen_by.items() if value not in {None, ""}}
    enumerated = {name: ENUMERATIONS[name](value) for name, value in facts.items() if name in ENUMERATIONS}
    return Wanted(**{**facts, **enumerated}, standing=Standing.VERIFIED)


def chosen(session: Session, chosen_by: Mapping[str, Any]) -> Sequence[int]:
    """Return the ids of the enterprises that a filter chooses."""
    return session.scalars(
        sa.select(Enterprise.id).where(*wanted(chosen_by).conditions()).order_by(Enterprise.id)
    ).all()


def start(session: Session, *, actor: Actor, plan: Plan) -> Campaign:
    """Start a campaign and ask whoever stands by each enterprise to visit it.

    Raises RuleBroken at ``ends_on`` for dates the wrong way round and without a field where the filter chooses nobody.
    """
    require(actor, Permission.CAMPAIGN_MANAGE)
    if plan.ends_on < plan.begins_on:
        raise RuleBroken(_("The last day cannot be before the first."), "ends_on")
    ids = chosen(session, plan.chosen_by)
    if not ids:
        raise RuleBroken(_("No enterprise fits these conditions. Take one away."))
    campaign = Campaign(
        name=plan.name,
        kind=plan.kind,
        purpose=plan.purpose,
        begins_on=plan.begins_on,
        ends_on=plan.ends_on,
        checklist=plan.checklist,
        chosen_by=dict(plan.chosen_by),
        created_by=actor.name,
        created_at=clock.now(),
    )
    session.add(campaign)
    session.flush()
    _add_targets(session, campaign, ids)
    record(session, actor, "campaign:start", subject(campaign), targets=len(ids))
    return campaign


def choose_again(session: Session, campaign: Campaign, *, actor: Actor) -> int:
    """Add the enterprises that fit the campaign's filter today and are not in it yet; return how many."""
    require(actor, Permission.CAMPAIGN_MANAGE)
    _check_open(campaign)
    there = set(session.scalars(sa.select(Target.enterprise_id).where(Target.campaign_id == campaign.id)))
    fresh = [id_ for id_ in chosen(session, campaign.chosen_by) if id_ not in there]
    _add_targets(session, campaign, fresh)
    record(session, actor, "campaign:choose", subject(campaign), added=len(fresh))
    return len(fresh)


def arrange(
    session: Session, target: Target, *, actor: Actor, visitor: Account | None, planned_on: date | None
) -> None:
    """Say when an enterprise is to be visited and, for a coordinator, by whom; a new visitor is told."""
    require(actor, Permission.VISIT_RECORD, target)
    _check_open(target.campaign)
    if visitor is not target.visitor:
        require(actor, Permission.CAMPAIGN_MANAGE)
        target.visitor = visitor
        _ask(session, target.campaign, [visitor] if visitor else [])
    target.planned_on = planned_on
    record(session, actor, "campaign:arrange", subject(target.campaign), enterprise=target.enterprise_id)


def pass_on(session: Session, person: Account, *, actor: Actor) -> None:
    """Ask whoever stands by each enterprise now to make the visits that somebody who leaves was still to make.

    Where nobody does, or still that person, the visit waits for the coordinator to name somebody.
    """
    require(actor, Permission.CAMPAIGN_MANAGE)
    asked: Counter[tuple[Campaign, Account]] = Counter()
    for target in queries.waiting(session, person.id):
        visitor_id = _standing_by(session, target.campaign.kind).get(target.enterprise_id)
        target.visitor = session.get(Account, visitor_id) if visitor_id not in {None, person.id} else None
        if target.visitor:
            asked[target.campaign, target.visitor] += 1
        record(session, actor, "campaign:arrange", subject(target.campaign), enterprise=target.enterprise_id)
    for (campaign, visitor), count in asked.items():
        _ask(session, campaign, [visitor], count)


def close(session: Session, campaign: Campaign, *, actor: Actor) -> None:
    """End a campaign: nobody is asked for its visits any more, its figures stay."""
    require(actor, Permission.CAMPAIGN_MANAGE)
    _check_open(campaign)
    campaign.closed_at = clock.now()
    record(session, actor, "campaign:close", subject(campaign))


def subject(campaign: Campaign) -> str:
    """Return how the audit trail names a campaign."""
    return f"campaign:{campaign.id}"


def _check_open(campaign: Campaign) -> None:
    if campaign.closed_at is not None:
        raise TransitionNotAllowed


def _add_targets(session: Session, campaign: Campaign, ids: Sequence[int]) -> None:
    if not ids:
        return
    visitors = _standing_by(session, campaign.kind)
    rows = [{"campaign_id": campaign.id, "enterprise_id": id_, "visitor_id": visitors.get(id_)} for id_ in ids]
    session.execute(sa.insert(Target), rows)
    asked = Counter(row["visitor_id"] for row in rows if row["visitor_id"])
    people = {one.id: one for one in session.scalars(sa.select(Account).where(Account.id.in_(asked)))}
    for id_, count in asked.items():
        _ask(session, campaign, [people[id_]], count)


def _standing_by(session: Session, kind: VisitKind) -> dict[int, int | None]:
    """Return who stands by each enterprise in the slot that makes such visits, by ids."""
    paired = sa.select(Pairing.enterprise_id, Pairing.account_id).where(
        Pairing.slot == VISITORS[kind], Pairing.ended_at.is_(None)
    )
    return {row[0]: row[1] for row in session.execute(paired)}


def _ask(session: Session, campaign: Campaign, people: Sequence[Account], count: int = 1) -> None:
    headline, body = messages.asked(campaign, count)
    notify(session, people, subject=headline, body=body, link="/visits/mine")
