"""The invented county: units, people, enterprises and pairings, from ``county.toml``."""

import itertools
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from stdnum.cn import uscc

from portal import clock
from portal.accounts.models import Account, RoleAssignment, ServiceArea
from portal.accounts.passwords import hashed
from portal.enterprises.models import Enterprise, Membership, ReopeningRecord
from portal.pairing.models import Pairing
from portal.units.models import Unit
from portal.vocabulary import Reopening, Role, Sector, Size, Slot, Standing, UnitKind

SOURCE = Path(__file__).with_name("county.toml")
PASSWORD = "anlan-2026"  # noqa: S105  printed by `run demo`; the demo's data are invented
UNPAIRED = 3
GREEN = "瑞康医疗器械"  # in the green channel: it makes what the emergency needs
AGE = timedelta(days=90)


@dataclass
class County:
    """What has been made, by name."""

    units: dict[str, Unit]
    people: dict[str, Account]
    enterprises: dict[str, Enterprise]
    members: dict[int, Account]
    serving: dict[int, set[int]]  # leaders: the units of which each is in charge

    def staff(self, role: Role) -> list[Account]:
        """Return the people with a role, in the order of the file."""
        return [person for person in self.people.values() if role in person.roles]

    def unit_for(self, sector: Sector) -> Unit:
        """Return the department in charge of a trade."""
        return next(unit for unit in self.units.values() if sector.value in (unit.sectors or ()))

    def leader_of(self, enterprise: Enterprise, unit: Unit) -> Account:
        """Return the leader in charge of an enterprise's street, else of its responsible unit."""
        leaders = self.staff(Role.LEADER)
        found = (one for place in (enterprise.area_id, unit.id) for one in leaders if place in self.serving[one.id])
        return next(found, leaders[0])

    def officer_of(self, unit: Unit) -> Account | None:
        """Return an officer of a unit."""
        return next((person for person in self.staff(Role.OFFICER) if person.unit_id == unit.id), None)


def make_county(session: Session) -> County:
    """Add the county to an empty database."""
    data = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    began = clock.now() - AGE
    units = dict(_units(session, data))
    session.flush()
    people = {person.username: person for person in _people(data, units, began)}
    session.add_all(people.values())
    session.flush()
    county = County(units, people, {}, {}, _serving(session, data, units, people))
    for number, row in enumerate(data["lists"]["enterprises"]):
        _enterprise(session, county, number, row, began)
    _pair_everybody(session, county, began + timedelta(days=2))
    session.flush()
    return county


def _units(session: Session, data: dict[str, Any]) -> Iterator[tuple[str, Unit]]:
    name = data["county"]["name"]
    county = Unit(name=name, short_name=name, kind=UnitKind.COUNTY)
    session.add(county)
    yield name, county
    for kind, key in ((UnitKind.STREET, "streets"), (UnitKind.DEPARTMENT, "departments"), (UnitKind.LAW_FIRM, "firms")):
        for facts in data[key]:
            short = facts.get("short", facts["name"])
            parent = None if kind is UnitKind.LAW_FIRM else county
            unit = Unit(name=facts["name"], short_name=short, kind=kind, parent=parent, code=facts.get("code", ""))
            unit.telephone, unit.themes = facts.get("telephone", ""), facts.get("themes", "")
            unit.sectors = list(facts.get("sectors", ()))
            session.add(unit)
            yield short, unit


def _people(data: dict[str, Any], units: dict[str, Unit], began: datetime) -> Iterator[Account]:
    secret = hashed(PASSWORD)
    for facts in data["people"]:
        person = {key: facts[key] for key in facts if key not in {"roles", "unit", "serves"}}
        yield _account(units[facts["unit"]], began, [Role(role) for role in facts["roles"]], password=secret, **person)
    lists = data["lists"]
    rows = [(Role.OFFICER, row) for row in lists["officers"]] + [(Role.LIAISON, row) for row in lists["liaisons"]]
    for number, (role, (name, unit, title, tail)) in enumerate(rows, start=1):
        line = f"0000-821 {tail}" if role is Role.OFFICER else f"138 0000 {tail}"
        yield _account(
            units[unit], began, [role], username=f"{role}{number:02d}", name=name, title=title, telephone=line
        )
    for number, (name, firm, specialities, tail) in enumerate(lists["lawyers"], start=2):
        yield _account(
            units[firm],
            began,
            [Role.LAWYER],
            username=f"lawyer{number:02d}",
            name=name,
            title="律师",
            telephone=f"138 0000 {tail}",
            licence=f"1400120200000{number:04d}",
            specialities=specialities,
        )


def _serving(
    session: Session, data: dict[str, Any], units: dict[str, Unit], people: dict[str, Account]
) -> dict[int, set[int]]:
    """Let the leaders be in charge of what the file names; return the ids of the units by leader."""
    found = {people[one["username"]].id: {units[name].id for name in one.get("serves", ())} for one in data["people"]}
    session.add_all(
        ServiceArea(account_id=one, unit_id=unit_id) for one, ids in found.items() for unit_id in sorted(ids)
    )
    return found


def _account(unit: Unit | None, began: datetime, roles: Sequence[Role], *, password: str = "", **facts: str) -> Account:
    assignments = [RoleAssignment(role=role) for role in roles]
    return Account(unit=unit, role_assignments=assignments, created_at=began, password_hash=password, **facts)


def credit_code(number: int) -> str:
    """Return an invented unified social credit code with its right check digit (GB 32100-2015, §4.5)."""
    body = f"91000000MA{number:07d}"
    return f"{body}{uscc.calc_check_digit(body)}"


def _enterprise(session: Session, county: County, number: int, row: Sequence[Any], began: datetime) -> None:
    name, street, sector, size, above_scale, key, staff, contact, reopening = row
    telephone = f"139 0000 {7700 + number:04d}"
    enterprise = Enterprise(
        credit_code=credit_code(4000 + number),
        name=name,
        sector=Sector(sector),
        size=Size(size),
        above_scale=above_scale,
        key=key,
        green_channel=GREEN in name,
        staff_count=staff,
        area=county.units[street],
        address=f"{street}复兴路{number * 3 + 8}号",
        contact_name=contact,
        contact_telephone=telephone,
        reopening=Reopening(reopening),
        standing=Standing.PENDING if name.endswith("传媒有限公司") else Standing.VERIFIED,
        registered_at=began,
        verified_at=began + timedelta(hours=5),
    )
    session.add(enterprise)
    username, secret = ("qiye", hashed(PASSWORD)) if number == 0 else (f"enterprise{number + 1:02d}", "")
    member = _account(None, began, (), password=secret, username=username, name=contact, telephone=telephone)
    session.add(Membership(enterprise=enterprise, account=member, began_at=began))
    session.flush()
    county.enterprises[name] = enterprise
    county.members[enterprise.id] = member
    _reopening_history(session, enterprise, member, began)


def _reopening_history(session: Session, enterprise: Enterprise, member: Account, began: datetime) -> None:
    steps = list(Reopening)[: list(Reopening).index(enterprise.reopening) + 1]
    for place, step in enumerate(steps):
        at = began + timedelta(days=3 + 25 * place)
        on = clock.local_date(at)
        by = {"by_id": member.id, "by_name": member.name}
        session.add(ReopeningRecord(enterprise_id=enterprise.id, reopening=step, on=on, at=at, **by))


def _pair_everybody(session: Session, county: County, at: datetime) -> None:
    """Pair all but the last few verified enterprises, so that the coordinator has something to do."""
    lawyers = itertools.cycle(county.staff(Role.LAWYER))
    verified = [one for one in county.enterprises.values() if one.standing is Standing.VERIFIED]
    for enterprise in verified:
        near = [person for person in county.staff(Role.LIAISON) if person.unit_id == enterprise.area_id]
        unit = county.unit_for(enterprise.sector)
        slots: dict[Slot, Account | Unit] = {
            Slot.LEADER: county.leader_of(enterprise, unit),
            Slot.UNIT: unit,
            Slot.LIAISON: near[enterprise.id % len(near)] if enterprise.id != verified[0].id else near[0],
            Slot.LAWYER: next(lawyers),
        }
        if enterprise in verified[-UNPAIRED:]:
            del slots[Slot.LAWYER], slots[Slot.LEADER], slots[Slot.UNIT]
        session.add_all(_pairing(county, enterprise, slot, who, at) for slot, who in slots.items())


def _pairing(county: County, enterprise: Enterprise, slot: Slot, who: Account | Unit, at: datetime) -> Pairing:
    coordinator = county.people["diaodu"]
    filled = {"unit": who} if isinstance(who, Unit) else {"account": who}
    by = {"set_by_id": coordinator.id, "set_by_name": coordinator.name}
    return Pairing(enterprise=enterprise, slot=slot, began_at=at, reason="首次结对", **by, **filled)
