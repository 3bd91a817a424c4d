"""Which other records may be of the same enterprise: the same credit code, or nearly the same name."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.enterprises.models import Enterprise, Membership
from portal.enterprises.name_keys import registered_like
from portal.enterprises.names import keys, near_equal


def can_be_same(one: Enterprise, other: Enterprise) -> bool:
    """Tell whether two records may be of one enterprise: two codes are two enterprises, whatever they are called."""
    if one.id == other.id or one.merged_into_id or other.merged_into_id:
        return False
    return len({one.real_code, other.real_code} - {""}) <= 1


def is_unclaimed(session: Session, enterprise: Enterprise) -> bool:
    """Tell whether only the office has written a record: nobody has ever acted for the enterprise in the portal."""
    members = sa.select(Membership.id).where(Membership.enterprise_id == enterprise.id).limit(1)
    return session.scalar(members) is None


def likely_same(session: Session, enterprise: Enterprise) -> Sequence[Enterprise]:
    """Return the records that may be of the same enterprise, those of its code first."""
    alike = registered_like(session, keys(enterprise.name))
    named = {id_ for id_, name, _code in alike if near_equal(name, enterprise.name)}
    code = enterprise.real_code
    same_code = sa.or_(Enterprise.credit_code == code, Enterprise.claimed_code == code) if code else sa.false()
    statement = sa.select(Enterprise).where(sa.or_(same_code, Enterprise.id.in_(named)))
    found = [other for other in session.scalars(statement.order_by(Enterprise.id)) if can_be_same(enterprise, other)]
    return sorted(found, key=lambda other: other.real_code != code)
