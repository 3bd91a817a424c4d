"""Reading enterprises."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.enterprises.models import Enterprise, Membership


def enterprise_ids_of(session: Session, account_id: int) -> frozenset[int]:
    """Return the enterprises for which a person acts today."""
    statement = sa.select(Membership.enterprise_id).where(
        Membership.account_id == account_id,
        Membership.ended_at.is_(None),
    )
    return frozenset(session.scalars(statement))


def by_credit_code(session: Session, credit_code: str) -> Enterprise | None:
    """Return the enterprise with a credit code, in any case."""
    return session.scalars(sa.select(Enterprise).where(Enterprise.credit_code == credit_code.upper())).one_or_none()
