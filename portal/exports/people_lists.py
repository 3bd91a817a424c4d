"""The administrator's lists of people and of units."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.administration import queries
from portal.administration.people import people_of
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand, in_pages
from portal.exports.masking import masked_email, masked_telephone
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.units.queries import tree


@dataclass(frozen=True)
class Person:
    """An account, and when it was last in use."""

    account: Account
    seen_at: datetime | None


def _find_people(session: Session, _actor: Actor, args: Arguments) -> Found[Person]:
    wanted = people_of(session, args)[1]

    def page(offset: int, limit: int) -> list[Person]:
        found = queries.find_people(session, wanted, limit=limit, offset=offset)
        seen = queries.last_seen(session, found)
        return [Person(account, seen.get(account.id)) for account in found]

    return Found(queries.count_people(session, wanted), in_pages(page))


def _roles(row: Person) -> str:
    return "、".join(str(assignment.role.label) for assignment in row.account.role_assignments)


ACCOUNTS = Listing(
    "accounts",
    _l("Accounts"),
    Permission.ACCOUNT_MANAGE,
    (
        Column[Person](_l("Name"), lambda row: row.account.name, 12),
        Column[Person](_l("User name"), lambda row: row.account.username, 20),
        Column[Person](_l("Roles"), _roles, 24),
        Column[Person](_l("Unit"), lambda row: row.account.unit.name if row.account.unit else "", 24),
        Column[Person](_l("Office"), lambda row: row.account.title, 16),
        Column[Person](_l("Telephone"), lambda row: row.account.telephone, 15, masked_telephone),
        Column[Person](_l("E-mail"), lambda row: row.account.email or "", 24, masked_email),
        Column[Person](_l("Opened on"), lambda row: row.account.created_at, 17),
        Column[Person](_l("Last seen"), lambda row: row.seen_at, 17),
        Column[Person](_l("State"), lambda row: str(_l("Disabled") if row.account.disabled_at else _l("In use")), 10),
    ),
    _find_people,
)

Place = tuple[int, Unit]


def _find_units(session: Session, _actor: Actor, _args: Arguments) -> Found[Place]:
    return at_hand(tree(session, with_closed=True))


UNITS = Listing(
    "units",
    _l("Units"),
    Permission.UNIT_MANAGE,
    (
        Column[Place](_l("Name of the unit"), lambda row: "\u3000" * row[0] + row[1].name, 36),
        Column[Place](_l("Kind"), lambda row: str(row[1].kind.label), 12),
        Column[Place](_l("Letter code"), lambda row: row[1].code or "", 12),
        Column[Place](_l("Telephone"), lambda row: row[1].telephone, 15),
        Column[Place](_l("State"), lambda row: str(_l("Unit closed") if row[1].closed else _l("In use")), 10),
    ),
    _find_units,
)
