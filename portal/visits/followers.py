"""Whose it is to look at a finding again: the visitor's, and after the visitor the successor's at the enterprise."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.pairing.models import Pairing
from portal.permissions.actor import Actor
from portal.visits.models import Visit
from portal.vocabulary import Role, Slot, VisitKind

# Who visits: the cadre who stands by the enterprise, and for a check-up its lawyer.
VISITORS = {VisitKind.VISIT: Slot.LIAISON, VisitKind.CHECKUP: Slot.LAWYER}


def follower(session: Session, visit: Visit) -> Account:
    """Return who is to look again at what a visit found: whoever has come in the place of a visitor who left."""
    held = session.scalars(
        sa.select(Pairing).where(Pairing.enterprise_id == visit.enterprise_id, Pairing.slot == VISITORS[visit.kind])
    ).all()
    now = next((one.account_id for one in held if one.ended_at is None), None)
    left = any(one.account_id == visit.visitor_id and one.ended_at for one in held)
    return session.get_one(Account, now) if left and now is not None else visit.visitor


def to_be_followed_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the visits of which the actor is to look at the findings again; the twin of :func:`follower`."""
    of_kind = {
        VisitKind.VISIT: actor.liaison_of if actor.has(Role.LIAISON) else frozenset[int](),
        VisitKind.CHECKUP: actor.lawyer_of if actor.has(Role.LAWYER) else frozenset[int](),
    }
    taken_over = (
        sa.and_(Visit.kind == kind, Visit.enterprise_id.in_(ids), _has_left(VISITORS[kind]))
        for kind, ids in of_kind.items()
    )
    return sa.or_(Visit.visitor_id == actor.account_id, *taken_over)


def _has_left(slot: Slot) -> sa.ColumnElement[bool]:
    theirs = sa.select(Pairing.id).where(
        Pairing.enterprise_id == Visit.enterprise_id, Pairing.account_id == Visit.visitor_id, Pairing.slot == slot
    )
    stands = theirs.where(Pairing.ended_at.is_(None)).exists()
    return sa.and_(theirs.where(Pairing.ended_at.is_not(None)).exists(), ~stands)
