"""The supervision sweep over 100,000 open cases: a run that finds nothing left to do, beside the run that does it all.

Two in a hundred cases are due or late, as on a bad Monday; the others have days left. The first run takes every step
that is due, drafts letters and writes notices; the second finds in the database that nothing is left and loads no case.
"""

import random
import secrets
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bench.measuring import Row
from portal import clock
from portal.accounts.models import Account, RoleAssignment
from portal.app import create_app
from portal.cases.models import Case, Category
from portal.database import alembic, db
from portal.enterprises.models import Enterprise
from portal.settings import Settings
from portal.supervision.climbing import Taken
from portal.supervision.sweeps import sweep
from portal.units.models import Unit
from portal.vocabulary import CaseKind, CaseStatus, Role, Sector, Size, Standing, UnitKind

CASES: Final = 100_000
DUE: Final = 0.02  # of all cases
BATCH: Final = 10_000
LIMIT: Final = 7


def rows() -> Iterator[Row]:
    """Fill a database in a temporary folder and sweep it twice."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_in(Path(folder)))
        with app.app_context():
            alembic.upgrade()
        with app.app_context():
            fill(db.session)
            first, taken = _timed(db.session)
            second, again = _timed(db.session)
            db.engine.dispose()
    if again or not taken:
        raise RuntimeError(f"the first run took {len(taken)} steps and the second {len(again)}")
    yield Row(f"{CASES:,} open cases: second run", second, f"first run, {len(taken):,} steps", first, second / first, 1)


def settings_in(folder: Path) -> Settings:
    """Return the settings of an instance on SQLite in a folder."""
    values: dict[str, Any] = {
        "_env_file": None,
        "secret_key": secrets.token_urlsafe(32),
        "database_url": f"sqlite:///{folder / 'bench.sqlite3'}",
        "data_dir": folder,
        "base_url": "http://bench.test",
    }
    return Settings(**values)


def _timed(session: Session) -> tuple[float, list[Taken]]:
    began = time.perf_counter()
    taken = sweep(session)
    seconds = time.perf_counter() - began
    session.expunge_all()
    return seconds, taken


def fill(session: Session) -> None:
    """Put the people and the cases there."""
    shared = office(session)
    chance, today, now = random.Random(7), clock.today(), clock.now()  # noqa: S311  the same cases in every run
    for start in range(0, CASES, BATCH):
        rows = [_case(number, chance, today) for number in range(start, start + BATCH)]
        times = {"submitted_at": now, "clock_started_at": now - timedelta(days=60), "touched_at": now}
        session.execute(sa.insert(Case), [row | times | shared for row in rows])
    session.commit()


def _case(number: int, chance: random.Random, today: date) -> dict[str, Any]:
    days = chance.randint(-20, 0) if chance.random() < DUE else chance.randint(20, 40)
    return {
        "reference": f"FG-{number}",
        "submission_key": f"key-{number}",
        "kind": CaseKind.DIFFICULTY,
        "status": CaseStatus.IN_PROGRESS,
        "title": "二号厂房被断电，生产线无法复工",
        "description": "出租方以欠租为由断电，三十八名工人已经返岗，生产线开不起来。",
        "contact_name": "张慧敏",
        "contact_telephone": "139 0000 7788",
        "limit_days": LIMIT,
        "due_on": today + timedelta(days=days),
    }


def office(session: Session) -> dict[str, int]:
    """Make the office, one handling unit and one enterprise; return what every case refers to."""
    committee = Unit(name="县委政法委", short_name="政法委", kind=UnitKind.DEPARTMENT, code="政法督")
    bureau = Unit(name="供电服务中心", short_name="供电", kind=UnitKind.DEPARTMENT)
    street = Unit(name="望江街道", short_name="望江", kind=UnitKind.STREET)
    office = {Role.SUPERVISOR: committee, Role.COORDINATOR: committee, Role.LEADER: committee, Role.OFFICER: bureau}
    people = {role: _account(role, unit) for role, unit in office.items()}
    enterprise = Enterprise(
        credit_code="91330000MA0000001A",
        name="某纺织有限公司",
        area=street,
        sector=Sector.INDUSTRY,
        size=Size.SMALL,
        contact_name="张慧敏",
        contact_telephone="139 0000 7788",
        standing=Standing.VERIFIED,
        registered_at=clock.now(),
    )
    category = Category(kind=CaseKind.DIFFICULTY, code="power", name="用电")
    session.add_all([bureau, enterprise, category, *people.values()])
    session.flush()
    officer = people[Role.OFFICER]
    return {
        "enterprise_id": enterprise.id,
        "category_id": category.id,
        "submitted_by_id": officer.id,
        "handler_id": officer.id,
        "handling_unit_id": bureau.id,
    }


def _account(role: Role, unit: Unit) -> Account:
    roles = [RoleAssignment(role=role)]
    return Account(username=role, name=str(role), unit=unit, created_at=clock.now(), role_assignments=roles)
