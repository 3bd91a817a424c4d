"""The people who can stand by enterprises: what pairing goes by in them, and their teams."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account, RoleAssignment, ServiceArea
from portal.audit.operations import record
from portal.errors import NotFound, RuleBroken, StaleEdit
from portal.pairing.leaves import DEPUTISED
from portal.pairing.models import Pairing
from portal.pairing.people_models import Team, TeamMember
from portal.pairing.queries import SLOT_ROLES
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import Role, Slot


def everybody(session: Session) -> Sequence[Account]:
    """Return the active people who could fill a slot, by unit."""
    holders = sa.select(RoleAssignment.account_id).where(RoleAssignment.role.in_(SLOT_ROLES.values()))
    statement = sa.select(Account).where(Account.disabled_at.is_(None), Account.id.in_(holders))
    return session.scalars(statement.order_by(Account.unit_id, Account.id)).unique().all()


def person(session: Session, account_id: int) -> Account:
    """Return a person of staff, disabled or not; raise NotFound where there is none."""
    account = session.get(Account, account_id)
    if account is None or not account.roles:
        raise NotFound
    return account


def areas_of(session: Session, account: Account) -> list[int]:
    """Return the areas that a person serves besides that of the person's unit, of a leader the units in charge too."""
    return list(session.scalars(sa.select(ServiceArea.unit_id).where(ServiceArea.account_id == account.id)))


def pairings_of(session: Session, account: Account) -> Sequence[Pairing]:
    """Return today's pairings of a person, by enterprise."""
    statement = sa.select(Pairing).join(Pairing.enterprise).where(Pairing.account_id == account.id)
    return session.scalars(statement.where(Pairing.ended_at.is_(None)).order_by(Pairing.enterprise_id)).all()


def set_facts(
    session: Session,
    account: Account,
    *,
    actor: Actor,
    specialities: str,
    languages: str,
    capacity: int,
    areas: Collection[int],
    version: int,
) -> None:
    """Write what pairing goes by in a person. Raises StaleEdit where somebody saved meanwhile."""
    require(actor, Permission.PAIRING_MANAGE)
    if version != account.version:
        theirs = ((_("Specialities"), account.specialities), (_("Capacity"), str(account.capacity)))
        raise StaleEdit(theirs=theirs, version=account.version)
    account.specialities, account.languages, account.capacity = specialities, languages, capacity
    kept = set(areas_of(session, account))
    gone = kept - set(areas)
    session.execute(sa.delete(ServiceArea).where(ServiceArea.account_id == account.id, ServiceArea.unit_id.in_(gone)))
    session.add_all(ServiceArea(account_id=account.id, unit_id=unit_id) for unit_id in sorted(set(areas) - kept))
    session.flush()
    record(session, actor, "pairing:person", f"account:{account.username}", capacity=capacity, areas=len(areas))


def teams(session: Session) -> Sequence[Team]:
    """Return the teams that have not been closed."""
    return session.scalars(sa.select(Team).where(Team.closed_at.is_(None)).order_by(Team.id)).all()


def team(session: Session, team_id: int) -> Team:
    """Return a team; raise NotFound where there is none."""
    found = session.get(Team, team_id)
    if found is None:
        raise NotFound
    return found


def enterprises_of_team(session: Session, found: Team) -> Sequence[Pairing]:
    """Return the pairings that a team holds today."""
    statement = sa.select(Pairing).where(Pairing.team_id == found.id, Pairing.ended_at.is_(None))
    return session.scalars(statement.order_by(Pairing.enterprise_id)).all()


def save_team(
    session: Session,
    *,
    actor: Actor,
    existing: Team | None,
    name: str,
    lead: Account,
    members: Collection[int],
    version: int = 0,
) -> Team:
    """Make a team or change it; its enterprises go over to a new lead. Raises RuleBroken at ``name`` or ``lead``."""
    require(actor, Permission.PAIRING_MANAGE)
    if existing and version != existing.version:
        raise StaleEdit(theirs=((_("Named lead"), existing.lead.name),), version=existing.version)
    if Role.LIAISON not in lead.roles:
        raise RuleBroken(_("The lead of a team is a liaison cadre."), "lead")
    same = session.scalars(sa.select(Team).where(Team.name == name)).first()
    if same and (existing is None or same.id != existing.id):
        raise RuleBroken(_("There is a team of this name already."), "name")
    found = existing or Team(name=name, lead=lead, members=[])
    former, found.name, found.lead = found.lead, name, lead
    wanted = {*members, lead.id}
    kept = [one for one in found.members if one.account_id in wanted]
    fresh = sorted(wanted - {one.account_id for one in kept})
    found.members = [*kept, *(TeamMember(account=session.get_one(Account, one)) for one in fresh)]
    session.add(found)
    session.flush()
    if former.id != lead.id:
        _hand_to_new_lead(session, found, actor)
    record(session, actor, "team:save", f"team:{found.id}", name=name, lead=lead.name, members=len(wanted))
    return found


def _hand_to_new_lead(session: Session, found: Team, actor: Actor) -> None:
    """Let the new lead be named where the former was; each enterprise keeps both rows in its history."""
    for pairing in enterprises_of_team(session, found):
        now = clock.now()
        pairing.ended_at = now
        session.flush()
        session.add(
            Pairing(
                enterprise=pairing.enterprise,
                slot=Slot.LIAISON,
                account=found.lead,
                team=found,
                began_at=now,
                set_by_id=actor.account_id,
                set_by_name=actor.name,
                reason=f"{found.name}组长调整",
            )
        )
        session.flush()


def deputising(session: Session) -> Sequence[Account]:
    """Return the active people who can be on leave with a deputy, by unit."""
    holders = sa.select(RoleAssignment.account_id).where(RoleAssignment.role.in_(DEPUTISED))
    statement = sa.select(Account).where(Account.disabled_at.is_(None), Account.id.in_(holders))
    return session.scalars(statement.order_by(Account.unit_id, Account.id)).unique().all()
