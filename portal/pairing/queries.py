"""Reading pairings."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.pairing.models import Pairing
from portal.vocabulary import Slot


def current_for(session: Session, enterprise_id: int) -> dict[Slot, Pairing]:
    """Return who fills each slot of an enterprise today; an empty slot is not in the answer."""
    statement = sa.select(Pairing).where(Pairing.enterprise_id == enterprise_id, Pairing.ended_at.is_(None))
    return {pairing.slot: pairing for pairing in session.scalars(statement)}


def enterprises_of(session: Session, account_id: int) -> dict[Slot, frozenset[int]]:
    """Return the enterprises by whose side a person stands today, by slot."""
    statement = sa.select(Pairing.slot, Pairing.enterprise_id).where(
        Pairing.account_id == account_id,
        Pairing.ended_at.is_(None),
    )
    found: dict[Slot, set[int]] = {slot: set() for slot in Slot}
    for slot, enterprise_id in session.execute(statement):
        found[slot].add(enterprise_id)
    return {slot: frozenset(ids) for slot, ids in found.items()}


def enterprises_of_unit(session: Session, unit_id: int) -> frozenset[int]:
    """Return the enterprises for which a unit is responsible today."""
    statement = sa.select(Pairing.enterprise_id).where(Pairing.unit_id == unit_id, Pairing.ended_at.is_(None))
    return frozenset(session.scalars(statement))
