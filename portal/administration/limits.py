"""The limits in working days: what holds now, what held before, and the acts that change it.

A change counts for cases submitted from then on. A case under way keeps what was promised to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.cases.limits.models import LimitRule
from portal.cases.limits.timing import limit_table, path_of, standard_limits
from portal.cases.models import Category
from portal.errors import NotFound, RuleBroken
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.settings import current_settings
from portal.vocabulary import CaseKind, LimitSubject

LATEST = 50  # how many rules that have ended the page still shows


@dataclass(frozen=True)
class GeneralLimit:
    """The limit of a kind of case where no category has its own; ``standard`` is that of the settings."""

    kind: CaseKind
    subject: LimitSubject
    days: int
    standard: int


def general_limits(session: Session) -> list[GeneralLimit]:
    """Return what holds for all categories, kind by kind."""
    table, standard = limit_table(session), standard_limits(current_settings())
    return [
        GeneralLimit(kind, subject, table.days(kind, subject), standard[kind, subject])
        for kind in CaseKind
        for subject in LimitSubject
    ]


def rules(session: Session) -> Sequence[LimitRule]:
    """Return the rules that hold now, those for all categories first."""
    statement = sa.select(LimitRule).where(LimitRule.ended_at.is_(None))
    ordered = statement.order_by(LimitRule.kind, LimitRule.category_id.is_not(None), LimitRule.category_id)
    return session.scalars(ordered).unique().all()


def history(session: Session) -> Sequence[LimitRule]:
    """Return the rules that have ended, the last first."""
    ended = sa.select(LimitRule).where(LimitRule.ended_at.is_not(None))
    return session.scalars(ended.order_by(LimitRule.ended_at.desc()).limit(LATEST)).unique().all()


def set_limit(
    session: Session,
    *,
    actor: Actor,
    kind: CaseKind,
    category: Category | None,
    subject: LimitSubject,
    days: int,
    reason: str,
) -> LimitRule:
    """Set a limit for all cases of a kind, or for a category and those below it; the rule before it ends.

    Raises RuleBroken at ``category`` for one of the other kind, and at ``days`` where that limit holds already.
    """
    require(actor, Permission.LIMIT_MANAGE)
    if category is not None and category.kind is not kind:
        raise RuleBroken(_("Choose a category that belongs to this kind of case."), "category")
    if limit_table(session).days(kind, subject, path_of(category)) == days:
        raise RuleBroken(_("This limit is %(days)s working days already.", days=days), "days")
    place = category.id if category else None
    before = sa.select(LimitRule).where(
        LimitRule.kind == kind,
        LimitRule.subject == subject,
        LimitRule.ended_at.is_(None),
        LimitRule.category_id.is_(None) if place is None else LimitRule.category_id == place,
    )
    for rule in session.scalars(before).unique():
        _end(rule, actor)
    rule = LimitRule(
        kind=kind,
        category=category,
        subject=subject,
        days=days,
        reason=reason,
        began_at=clock.now(),
        set_by_id=actor.account_id,
        set_by_name=actor.name,
    )
    session.add(rule)
    where = category.code if category else kind.value
    record(session, actor, "limit:set", f"limit:{where}", what=subject.value, days=days, reason=reason)
    return rule


def end_rule(session: Session, *, actor: Actor, rule_id: int) -> LimitRule:
    """Let the next wider limit hold again; raise NotFound for a rule that does not hold now."""
    require(actor, Permission.LIMIT_MANAGE)
    rule = session.get(LimitRule, rule_id)
    if rule is None or rule.ended_at is not None:
        raise NotFound
    _end(rule, actor)
    where = rule.category.code if rule.category else rule.kind.value
    record(session, actor, "limit:end", f"limit:{where}", what=rule.subject.value, days=rule.days)
    return rule


def _end(rule: LimitRule, actor: Actor) -> None:
    rule.ended_at, rule.ended_by_name = clock.now(), actor.name
