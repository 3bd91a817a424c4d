"""Makes people, enterprises and cases for tests, each with as little as it needs."""

import itertools
from datetime import timedelta
from typing import Any, TypeVar

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account, RoleAssignment
from portal.cases.closing.ratings import keep_last
from portal.cases.models import Case, Category
from portal.enterprises.models import Enterprise, Membership
from portal.pairing.models import Pairing
from portal.permissions.actor import Actor
from portal.references import next_reference
from portal.units.models import Unit
from portal.vocabulary import CaseKind, CaseStatus, Role, Sector, Size, Slot, Standing, UnitKind

PASSWORD = "correct horse battery"
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""As weak as can be: people of tests sign in by the hundred."""

HASH = HASHER.hash(PASSWORD)
numbers = itertools.count(1)
Thing = TypeVar("Thing")
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(number: int) -> str:
    """Return a made-up code whose check digit (GB 32100-2015) is right."""
    body = f"91330000MA{number:07d}"
    weights = [pow(3, place, 31) for place in range(17)]
    total = sum(weight * CODE_CHARACTERS.index(sign) for weight, sign in zip(weights, body, strict=True))
    return body + CODE_CHARACTERS[(31 - total % 31) % 31]


class Factory:
    """Adds to the session and flushes, so that ids are there."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def _add(self, thing: Thing) -> Thing:
        self.session.add(thing)
        self.session.flush()
        return thing

    def unit(self, name: str = "", kind: UnitKind = UnitKind.DEPARTMENT, **values: Any) -> Unit:
        name = name or f"第{next(numbers)}单位"
        return self._add(Unit(name=name, short_name=values.pop("short_name", name), kind=kind, **values))

    def account(self, *roles: Role, unit: Unit | None = None, **values: Any) -> Account:
        number = next(numbers)
        values.setdefault("username", f"person{number}")
        values.setdefault("name", f"人员{number}")
        account = Account(
            password_hash=values.pop("password_hash", HASH),
            created_at=clock.now(),
            unit=unit,
            role_assignments=[RoleAssignment(role=role) for role in roles],
            **values,
        )
        return self._add(account)

    def enterprise(self, **values: Any) -> Enterprise:
        number = next(numbers)
        defaults: dict[str, Any] = {
            "credit_code": credit_code(number),
            "name": f"安澜第{number}纺织有限公司",
            "sector": Sector.INDUSTRY,
            "size": Size.SMALL,
            "contact_name": "张慧敏",
            "contact_telephone": "139 0000 7788",
            "standing": Standing.VERIFIED,
            "registered_at": clock.now(),
        }
        if "area" not in values:
            defaults["area"] = self.unit(kind=UnitKind.STREET)
        return self._add(Enterprise(**(defaults | values)))

    def member(self, enterprise: Enterprise, **values: Any) -> Account:
        account = self.account(**values)
        self._add(Membership(enterprise=enterprise, account=account, began_at=clock.now()))
        return account

    def pair(self, enterprise: Enterprise, slot: Slot, who: Account | Unit) -> Pairing:
        filled = {"unit": who} if isinstance(who, Unit) else {"account": who}
        return self._add(
            Pairing(enterprise=enterprise, slot=slot, began_at=clock.now(), set_by_name="调度员", **filled),
        )

    def category(self, **values: Any) -> Category:
        number = next(numbers)
        defaults = {"kind": CaseKind.DIFFICULTY, "code": f"category-{number}", "name": f"类别{number}"}
        return self._add(Category(**(defaults | values)))

    def case(self, enterprise: Enterprise | None = None, **values: Any) -> Case:
        """Make a case in the wanted status, without the record that leads there."""
        enterprise = enterprise or self.enterprise()
        now = clock.now()
        defaults: dict[str, Any] = {
            "reference": next_reference(self.session, "FG", clock.today().year),
            "submission_key": f"key-{next(numbers)}",
            "kind": CaseKind.DIFFICULTY,
            "status": CaseStatus.SUBMITTED,
            "title": "二号厂房被断电，生产线无法复工",
            "description": "出租方以欠租为由断电，三十八名工人已经返岗，生产线开不起来。",
            "contact_name": "张慧敏",
            "contact_telephone": "139 0000 7788",
            "submitted_at": now,
            "clock_started_at": now,
            "touched_at": now,
            "limit_days": 7,
            "due_on": clock.today() + timedelta(days=9),
        }
        if "category" not in values:
            defaults["category"] = self.category()
        if "submitted_by" not in values:
            defaults["submitted_by"] = self.member(enterprise)
        if values.get("kind") is CaseKind.LEGAL_QUESTION:  # somebody has confirmed that there is no conflict
            submitter = values.get("submitted_by") or defaults["submitted_by"]
            values.setdefault("cleared_by_id", submitter.id)
        case = Case(enterprise=enterprise, **(defaults | values))
        keep_last(case)
        return self._add(case)


def actor(account: Account, **values: Any) -> Actor:
    """Return an actor with the account's roles and unit; relations are given by name."""
    roles = account.roles | ({Role.ENTERPRISE} if values.get("enterprise_ids") else frozenset())
    return Actor(account_id=account.id, name=account.name, roles=roles, unit_id=account.unit_id, **values)
