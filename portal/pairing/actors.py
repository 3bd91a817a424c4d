"""Turning an account into the actor that it is today: its roles, memberships, pairings, and whom it deputises."""

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.enterprises.queries import enterprise_ids_of
from portal.pairing.leaves import deputised_by
from portal.pairing.queries import enterprises_of, enterprises_of_unit
from portal.permissions.actor import Actor
from portal.vocabulary import Role, Slot


def actor_for(session: Session, account: Account) -> Actor:
    """Return who an account is today, with the enterprises that the person and the person's unit stand by.

    A deputy stands by the enterprises of whoever is on leave too, as far as the deputy has the role for it.
    """
    enterprise_ids = enterprise_ids_of(session, account.id)
    absent = deputised_by(session, account.id, clock.today()) if account.roles else frozenset()
    paired = enterprises_of(session, account.id, *absent) if account.roles else {}
    return Actor(
        account_id=account.id,
        name=account.name,
        roles=account.roles | ({Role.ENTERPRISE} if enterprise_ids else frozenset()),
        unit_id=account.unit_id,
        enterprise_ids=enterprise_ids,
        liaison_of=paired.get(Slot.LIAISON, frozenset()),
        lawyer_of=paired.get(Slot.LAWYER, frozenset()),
        leader_of=paired.get(Slot.LEADER, frozenset()),
        responsible_for=enterprises_of_unit(session, account.unit_id) if account.unit_id else frozenset(),
        stands_in_for=absent,
    )
