"""Reading visits, findings and campaigns; what the reader may not see is not found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Account
from portal.enterprises.models import Enterprise
from portal.errors import NotFound
from portal.permissions.actor import Actor
from portal.permissions.checks import require_visible
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.visits.follow_ups import TO_FOLLOW
from portal.visits.followers import to_be_followed_by
from portal.visits.models import Campaign, Finding, Photo, Target, Visit
from portal.vocabulary import Role, UnitKind, VisitKind

WHO_SEES_ALL = (Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER)
Condition = sa.ColumnElement[bool]
Selected = TypeVar("Selected", bound=sa.Select[*tuple[Any, ...]])


def visible_to(actor: Actor) -> Condition:
    """Return which visits the actor may see; the twin of ``visit:view`` in the permissions table."""
    if actor.has(*WHO_SEES_ALL):
        return sa.true()
    ids = set(actor.enterprise_ids)
    ids |= actor.liaison_of if actor.has(Role.LIAISON) else frozenset()
    ids |= actor.lawyer_of if actor.has(Role.LAWYER) else frozenset()
    ids |= actor.responsible_for if actor.has(Role.OFFICER) else frozenset()
    return sa.or_(Visit.enterprise_id.in_(ids), Visit.visitor_id == actor.account_id)


def visible(session: Session, actor: Actor, visit_id: int) -> Visit:
    """Return a visit; raise NotFound where there is none or the actor may not see it."""
    visit = session.get(Visit, visit_id)
    require_visible(actor, Permission.VISIT_VIEW, visit)
    assert visit is not None  # noqa: S101  require_visible has raised
    return visit


def finding(session: Session, actor: Actor, finding_id: int) -> Finding:
    """Return a finding of a visit that the actor may see; raise NotFound otherwise."""
    found = session.get(Finding, finding_id)
    require_visible(actor, Permission.VISIT_VIEW, found.visit if found else None)
    assert found is not None  # noqa: S101  require_visible has raised
    return found


def photo_of(visit: Visit, attachment_id: int) -> Photo:
    """Return a photograph of a visit; raise NotFound where it has none such."""
    found = next((one for one in visit.photos if one.attachment_id == attachment_id), None)
    if found is None:
        raise NotFound
    return found


def campaign(session: Session, campaign_id: int) -> Campaign:
    """Return a campaign; raise NotFound where there is none."""
    found = session.get(Campaign, campaign_id)
    if found is None:
        raise NotFound
    return found


def campaigns(session: Session) -> Sequence[Campaign]:
    """Return every campaign, those under way first, then the newest."""
    order = (Campaign.closed_at.is_not(None), Campaign.begins_on.desc(), Campaign.id.desc())
    return session.scalars(sa.select(Campaign).order_by(*order)).all()


def target(session: Session, target_id: int) -> Target:
    """Return a target; raise NotFound where there is none."""
    found = session.get(Target, target_id)
    if found is None:
        raise NotFound
    return found


def been_visited() -> Condition:
    """Return which targets have been visited in their campaign, for use in a query of targets."""
    return (
        sa.select(Visit.id)
        .where(Visit.campaign_id == Target.campaign_id, Visit.enterprise_id == Target.enterprise_id)
        .exists()
    )


def street_id(area: type[Unit]) -> sa.ColumnElement[int | None]:
    """Return the street in which an area lies: a grid's street, or the street itself."""
    return sa.case((area.kind == UnitKind.GRID, area.parent_id), else_=area.id)


@dataclass(frozen=True)
class Covered:
    """How far a part of a campaign has got."""

    id: int | None
    name: str
    targets: int
    visited: int

    @property
    def gap(self) -> int:
        """How many have not been visited yet."""
        return self.targets - self.visited


def coverage_by_street(session: Session, campaign: Campaign) -> list[Covered]:
    """Return how far a campaign has got in each street, in the official order."""
    area, street = aliased(Unit), aliased(Unit)
    statement = (
        sa.select(street.id, street.name, sa.func.count(), _visited())
        .select_from(Target)
        .join(Enterprise, Enterprise.id == Target.enterprise_id)
        .join(area, area.id == Enterprise.area_id)
        .join(street, street.id == street_id(area))
        .where(Target.campaign_id == campaign.id)
        .group_by(street.id, street.name)
        .order_by(street.id)
    )
    return [Covered(*row) for row in session.execute(statement)]


def coverage_by_visitor(session: Session, campaign: Campaign) -> list[Covered]:
    """Return how far each visitor has got, those with most left first; None is for those whom nobody visits."""
    statement = (
        sa.select(Target.visitor_id, sa.func.coalesce(Account.name, ""), sa.func.count(), _visited())
        .select_from(Target)
        .join(Account, Account.id == Target.visitor_id, isouter=True)
        .where(Target.campaign_id == campaign.id)
        .group_by(Target.visitor_id, Account.name)
    )
    found = [Covered(*row) for row in session.execute(statement)]
    return sorted(found, key=lambda one: (one.id is not None, -one.gap, one.name))


def _visited() -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((been_visited(), 1), else_=0)), 0)


def totals(session: Session) -> dict[int, Covered]:
    """Return how far each campaign has got, by its id."""
    statement = sa.select(Target.campaign_id, sa.func.count(), _visited()).group_by(Target.campaign_id)
    return {id_: Covered(id_, "", count, visited) for id_, count, visited in session.execute(statement)}


def targets(statement: Selected, *conditions: Condition) -> Selected:
    """Return a query of targets, by date planned and name."""
    found = statement.join(Target.enterprise).join(Target.campaign).where(*conditions)
    return found.order_by(Target.planned_on.is_(None), Target.planned_on, Enterprise.name, Target.id)


def waiting_for(session: Session, actor: Actor) -> Sequence[Target]:
    """Return whom the actor has been asked to visit and has not yet, in campaigns under way; the planned ones first."""
    return waiting(session, actor.account_id)


def waiting(session: Session, account_id: int | None) -> Sequence[Target]:
    """Return whom a person has been asked to visit, as :func:`waiting_for`."""
    conditions = (Target.visitor_id == account_id, Campaign.closed_at.is_(None), ~been_visited())
    return session.scalars(targets(sa.select(Target), *conditions)).unique().all()


def asked_in(session: Session, actor: Actor, enterprise_id: int) -> dict[VisitKind, Campaign]:
    """Return the campaigns in which the actor is to visit an enterprise and has not yet, one of each kind."""
    waiting = [one for one in waiting_for(session, actor) if one.enterprise_id == enterprise_id]
    return {one.campaign.kind: one.campaign for one in reversed(waiting)}


def to_follow(session: Session, actor: Actor, until: date) -> Sequence[Finding]:
    """Return the findings that the actor is to look at again until a date, and those reported as rectified."""
    due = sa.or_(Finding.follow_up_on <= until, Finding.state == "reported")
    statement = sa.select(Finding).join(Finding.visit).where(to_be_followed_by(actor))
    found = statement.where(Finding.state.in_(TO_FOLLOW), due).order_by(Finding.follow_up_on, Finding.id)
    return session.scalars(found).unique().all()


def of_enterprise(session: Session, actor: Actor, enterprise_id: int) -> Sequence[Visit]:
    """Return the visits to an enterprise that the actor may see, newest first."""
    statement = sa.select(Visit).where(Visit.enterprise_id == enterprise_id, visible_to(actor))
    return session.scalars(statement.order_by(Visit.on.desc(), Visit.id.desc())).unique().all()


def latest(session: Session, actor: Actor, limit: int = 8) -> Sequence[Visit]:
    """Return the last visits that the actor has made."""
    statement = sa.select(Visit).where(Visit.visitor_id == actor.account_id)
    return session.scalars(statement.order_by(Visit.on.desc(), Visit.id.desc()).limit(limit)).unique().all()


def to_enterprises(session: Session, enterprise_ids: frozenset[int]) -> Sequence[Visit]:
    """Return the visits to some enterprises, newest first."""
    statement = sa.select(Visit).where(Visit.enterprise_id.in_(enterprise_ids))
    return session.scalars(statement.order_by(Visit.on.desc(), Visit.id.desc())).unique().all()
