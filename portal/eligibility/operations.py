"""Keeping rules, telling enterprises of what they fit, and recording what they do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.eligibility import messages, queries
from portal.eligibility.models import EligibilityRule, Key, PolicyOffer
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import members_of
from portal.errors import NotFound, RuleBroken, StaleEdit
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import PolicyAnswer


@dataclass(frozen=True)
class Conditions:
    """What the form of a rule says."""

    sectors: list[str]
    sizes: list[str]
    reopenings: list[str]
    area_ids: list[int]
    above_scale: bool | None
    key: bool | None
    from_on: date | None
    until_on: date | None
    where_to_apply: str


def save_rule(session: Session, key: Key, conditions: Conditions, *, actor: Actor, seen: int) -> EligibilityRule:
    """Keep to whom a measure applies. ``seen`` is the version that the writer saw, 0 for a new rule.

    Raises NotFound for a measure that is not there, RuleBroken at ``until_on``, and StaleEdit.
    """
    require(actor, Permission.ELIGIBILITY_MANAGE)
    row = queries.rule_for(session, *key)
    if row and row.version != seen:
        raise StaleEdit(by=row.edited_by, theirs=((_("Where to apply"), row.where_to_apply),), version=row.version)
    if conditions.from_on and conditions.until_on and conditions.until_on < conditions.from_on:
        raise RuleBroken(_("The last day lies before the first."), "until_on")
    if row is None:
        row = EligibilityRule(document_slug=key[0], anchor=key[1])
        session.add(row)
    for name, value in asdict(conditions).items():
        setattr(row, name, value)
    row.edited_at, row.edited_by = clock.now(), actor.name
    session.flush()
    record(session, actor, "eligibility:save", "#".join(key))
    return row


def remove_rule(session: Session, key: Key, *, actor: Actor) -> None:
    """Forget to whom a measure applies; what enterprises were told and answered stays. Raises NotFound."""
    require(actor, Permission.ELIGIBILITY_MANAGE)
    row = queries.rule_for(session, *key)
    if row is None:
        raise NotFound
    session.delete(row)
    record(session, actor, "eligibility:remove", "#".join(key))


def tell(session: Session, chosen: Mapping[int, Iterable[Key]], *, actor: Actor) -> int:
    """Tell enterprises, by id, of measures that they fit and nobody has told them of; return how many were told.

    What has meanwhile been told or no longer fits is passed over. Raises RuleBroken where nothing is chosen, and
    NotFound for an enterprise that is not the actor's.
    """
    waiting = {
        enterprise.id: (enterprise, found) for enterprise, found in queries.untold(session, actor, clock.today())
    }
    if not chosen:
        raise RuleBroken(_("Tick at least one policy."), "chosen")
    if not chosen.keys() <= actor.liaison_of:
        raise NotFound
    told = 0
    for id_ in chosen.keys() & waiting.keys():
        enterprise, found = waiting[id_]
        require(actor, Permission.ELIGIBILITY_TELL, enterprise)
        keys = set(chosen[id_])
        told += _tell_one(session, enterprise, [each for each in found if each.ruled.key in keys], actor)
    return told


def _tell_one(session: Session, enterprise: Enterprise, matches: list[queries.Match], actor: Actor) -> bool:
    fresh = []
    for match in matches:
        offer = _offer(session, enterprise, match.ruled.key)
        if offer.told_at is None:
            offer.told_at, offer.told_by = clock.now(), actor.name
            fresh.append(match.ruled.citation)
    if fresh:
        subject, body = messages.told(enterprise, fresh, actor.name)
        link = url_for("eligibility.enterprise", enterprise_id=enterprise.id)
        notify(session, members_of(session, enterprise.id), subject=subject, body=body, link=link)
        record(session, actor, "eligibility:tell", enterprise.name, measures=len(fresh))
    return bool(fresh)


def answer(session: Session, enterprise: Enterprise, key: Key, *, actor: Actor, said: PolicyAnswer) -> PolicyOffer:
    """Record what the enterprise does about a measure that it fits; the last word counts. Raises NotFound."""
    require(actor, Permission.ELIGIBILITY_ANSWER, enterprise)
    queries.match(session, enterprise, key, clock.today())
    offer = _offer(session, enterprise, key)
    offer.answer, offer.answered_at, offer.answered_by = said, clock.now(), actor.name
    record(session, actor, "eligibility:answer", enterprise.name, measure="#".join(key), answer=said.value)
    return offer


def _offer(session: Session, enterprise: Enterprise, key: Key) -> PolicyOffer:
    """Return the row of an enterprise and a measure, locked; where another request made it first, that one."""
    wanted = sa.select(PolicyOffer).where(
        PolicyOffer.enterprise_id == enterprise.id, PolicyOffer.document_slug == key[0], PolicyOffer.anchor == key[1]
    )
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(locked).one_or_none()
    if found:
        return found
    try:
        with session.begin_nested():
            found = PolicyOffer(enterprise_id=enterprise.id, document_slug=key[0], anchor=key[1])
            session.add(found)
    except IntegrityError:
        return session.scalars(locked).one()
    return found
