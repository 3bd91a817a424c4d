"""Who is in charge of what: units of trades (归口行业), leaders of streets and of units (分管)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account, ServiceArea
from portal.enterprises.models import Enterprise
from portal.pairing.models import Pairing
from portal.units.models import Unit
from portal.units.queries import RESPONSIBLE, of_kinds
from portal.vocabulary import Sector, Slot, UnitKind

Charges = Mapping[int, frozenset[str]]  # what each is in charge of: trades by their value, units by their name


def charges(session: Session, slot: Slot, among: Collection[int]) -> Charges:
    """Return what units (of the unit slot) or leaders are in charge of, by id; nobody else is in charge of anything."""
    if slot is Slot.UNIT:
        return {unit.id: frozenset(unit.sectors) for unit in of_kinds(session, *RESPONSIBLE) if unit.id in among}
    return _of_leaders(session, among) if slot is Slot.LEADER else {}


def _of_leaders(session: Session, leaders: Collection[int]) -> Charges:
    """Return the units that each leader is in charge of: the leader's own and those named besides."""
    own = sa.select(Account.id, Unit.name).join(Unit, Account.unit_id == Unit.id)
    named = sa.select(ServiceArea.account_id, Unit.name).join(Unit, ServiceArea.unit_id == Unit.id)
    found: dict[int, set[str]] = defaultdict(set)
    for statement in (own.where(Account.id.in_(leaders)), named.where(ServiceArea.account_id.in_(leaders))):
        for account_id, name in session.execute(statement):
            found[account_id].add(name)
    return {account_id: frozenset(names) for account_id, names in found.items()}


def belongings(session: Session, slot: Slot, enterprises: Sequence[Enterprise], known: Charges) -> Charges:
    """Return in whose charge each enterprise can lie, by id; empty where nobody is in charge of anything of it.

    Its responsible unit is chosen by its trade; its leader by its street and its responsible unit, or as long as it has
    none by the units that are in charge of its trade.
    """
    if slot is Slot.UNIT:
        found = {one.id: frozenset({one.sector.value}) for one in enterprises}
    elif slot is Slot.LEADER:
        found = _of_leader_slot(session, enterprises)
    else:
        return {}
    anybodys = frozenset[str]().union(*known.values())
    return {enterprise_id: keys if keys & anybodys else frozenset() for enterprise_id, keys in found.items()}


def _of_leader_slot(session: Session, enterprises: Sequence[Enterprise]) -> dict[int, frozenset[str]]:
    paired = sa.select(Pairing.enterprise_id, Unit.name).join(Unit, Pairing.unit_id == Unit.id)
    responsible = {row.enterprise_id: row.name for row in session.execute(paired.where(Pairing.ended_at.is_(None)))}
    units = of_kinds(session, *RESPONSIBLE)
    of_trade = {sector: {unit.name for unit in units if sector.value in unit.sectors} for sector in Sector}
    streets = {unit.id: unit.name for unit in units if unit.kind is UnitKind.STREET}
    return {
        one.id: frozenset(
            ({responsible[one.id]} if one.id in responsible else of_trade[one.sector]) | _places(one.area, streets)
        )
        for one in enterprises
    }


def _places(area: Unit, streets: Mapping[int, str]) -> set[str]:
    street = streets.get(area.parent_id or 0)
    return {area.name, street} if street else {area.name}


def in_words(keys: Iterable[str]) -> list[str]:
    """Return what somebody is in charge of in words: trades by their label, units by their name."""
    return [str(Sector(key).label) if key in set(Sector) else key for key in keys]


def are_trades(keys: Iterable[str]) -> bool:
    """Tell whether what somebody is in charge of are trades, and not units."""
    return set(keys) <= set(Sector)
