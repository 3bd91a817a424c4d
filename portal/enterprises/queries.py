"""Reading enterprises."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.accounts.tokens import digest
from portal.enterprises.models import Enterprise, Invitation, Membership, ReopeningRecord
from portal.errors import NotFound
from portal.permissions.actor import Actor
from portal.permissions.checks import require_visible
from portal.permissions.permission import Permission
from portal.units.queries import ids_within
from portal.vocabulary import Reopening, Role, Sector, Size, Standing

STREAMED = 500  # rows
WHO_SEES_ALL = (Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER, Role.OFFICER)


class Order(enum.StrEnum):
    """How the directory may be sorted."""

    NEWEST = "newest"
    NAME = "name"
    STAFF = "staff"


ORDERS = {
    Order.NEWEST: (Enterprise.registered_at.desc(),),
    Order.NAME: (Enterprise.name,),
    Order.STAFF: (sa.func.coalesce(Enterprise.staff_count, 0).desc(),),
}


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the directory: ``words`` are part of a name or a credit code; an area holds its grids."""

    words: str = ""
    sector: Sector | None = None
    size: Size | None = None
    reopening: Reopening | None = None
    standing: Standing | None = None
    area_id: int | None = None
    key: bool | None = None
    above_scale: bool | None = None
    order: Order = Order.NEWEST

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """Return what each enterprise found must fulfil."""
        exact = ("sector", "size", "reopening", "standing", "key", "above_scale")
        found = [getattr(Enterprise, name) == value for name in exact if (value := getattr(self, name)) is not None]
        if self.area_id is not None:
            found.append(Enterprise.area_id.in_(ids_within(self.area_id)))
        if self.words:
            within = (
                column.icontains(self.words, autoescape=True) for column in (Enterprise.name, Enterprise.credit_code)
            )
            found.append(sa.or_(*within))
        return found


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which enterprises the actor may see; the twin of ``enterprise:view`` in the permissions table."""
    if actor.has(*WHO_SEES_ALL):
        return Enterprise.merged_into_id.is_(None)
    ids = set(actor.enterprise_ids)
    ids |= actor.liaison_of if actor.has(Role.LIAISON) else frozenset()
    ids |= actor.lawyer_of if actor.has(Role.LAWYER) else frozenset()
    return Enterprise.id.in_(ids)


def search(
    session: Session,
    actor: Actor,
    wanted: Wanted,
    *also: sa.ColumnElement[bool],
    offset: int = 0,
    limit: int = 20,
) -> Sequence[Enterprise]:
    """Return one page of the directory as the actor may see it; ``also`` are conditions of a feature above."""
    statement = sa.select(Enterprise).where(visible_to(actor), *wanted.conditions(), *also)
    ordered = statement.order_by(*ORDERS[wanted.order], Enterprise.id)
    return session.scalars(ordered.offset(offset).limit(limit)).all()


def every(session: Session, actor: Actor, wanted: Wanted) -> Iterator[Enterprise]:
    """Yield the directory as the actor may see it, some hundred rows at a time: memory stays flat."""
    statement = sa.select(Enterprise).where(visible_to(actor), *wanted.conditions())
    ordered = statement.order_by(*ORDERS[wanted.order], Enterprise.id)
    yield from session.scalars(ordered.execution_options(yield_per=STREAMED))


def count(session: Session, actor: Actor, wanted: Wanted, *also: sa.ColumnElement[bool]) -> int:
    """Return how many enterprises the actor may see that are what is wanted."""
    statement = sa.select(sa.func.count()).select_from(Enterprise)
    return session.scalar(statement.where(visible_to(actor), *wanted.conditions(), *also)) or 0


def visible(session: Session, actor: Actor, enterprise_id: int) -> Enterprise:
    """Return an enterprise; raise NotFound where there is none, the actor may not see it, or it was merged."""
    enterprise = session.get(Enterprise, enterprise_id)
    if enterprise is not None and enterprise.merged_into_id is not None:
        raise NotFound
    require_visible(actor, Permission.ENTERPRISE_VIEW, enterprise)
    assert enterprise is not None  # noqa: S101  require_visible has raised
    return enterprise


def merged_into(session: Session, enterprise_id: int) -> int | None:
    """Return the record into which another of the same enterprise was merged; None for one that stands for itself."""
    return session.scalar(sa.select(Enterprise.merged_into_id).where(Enterprise.id == enterprise_id))


def by_ids(session: Session, ids: frozenset[int]) -> Sequence[Enterprise]:
    """Return enterprises by their ids, by name."""
    return session.scalars(sa.select(Enterprise).where(Enterprise.id.in_(ids)).order_by(Enterprise.name)).all()


def by_credit_code(session: Session, credit_code: str) -> Enterprise | None:
    """Return the enterprise with a credit code, in any case."""
    return session.scalars(sa.select(Enterprise).where(Enterprise.credit_code == credit_code.upper())).one_or_none()


def count_in_area(session: Session, unit_id: int) -> int:
    """Return how many enterprises lie in an area or under it."""
    statement = sa.select(sa.func.count()).where(Enterprise.area_id.in_(ids_within(unit_id)))
    return session.scalar(statement) or 0


def reopening_history(session: Session, enterprise_id: int) -> Sequence[ReopeningRecord]:
    """Return the reports of how far an enterprise has reopened, newest first."""
    statement = sa.select(ReopeningRecord).where(ReopeningRecord.enterprise_id == enterprise_id)
    return session.scalars(statement.order_by(ReopeningRecord.on.desc(), ReopeningRecord.id.desc())).all()


def enterprise_ids_of(session: Session, account_id: int) -> frozenset[int]:
    """Return the enterprises for which a person acts today."""
    statement = sa.select(Membership.enterprise_id).where(
        Membership.account_id == account_id,
        Membership.ended_at.is_(None),
    )
    return frozenset(session.scalars(statement))


def memberships(session: Session, enterprise_id: int) -> Sequence[Membership]:
    """Return who acts for an enterprise today, the longest-standing first."""
    statement = sa.select(Membership).where(Membership.enterprise_id == enterprise_id, Membership.ended_at.is_(None))
    return session.scalars(statement.order_by(Membership.began_at, Membership.id)).all()


def members_of(session: Session, enterprise_id: int) -> list[Account]:
    """Return the people who act for an enterprise today."""
    return [membership.account for membership in memberships(session, enterprise_id)]


def invitation_by_token(session: Session, token: str) -> Invitation | None:
    """Return the invitation that a mailed link names, whether it still works or not; two who accept it wait in turn."""
    statement = sa.select(Invitation).where(Invitation.token_sha256 == digest(token))
    return session.scalars(statement.with_for_update(of=Invitation)).one_or_none()


def open_invitations(session: Session, enterprise_id: int, *, at: datetime) -> Sequence[Invitation]:
    """Return the invitations that somebody may still accept, newest first."""
    statement = sa.select(Invitation).where(
        Invitation.enterprise_id == enterprise_id,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > at,
    )
    return session.scalars(statement.order_by(Invitation.at.desc(), Invitation.id.desc())).all()
