"""The dashboard over 10,000, 100,000 and 200,000 cases of two years: what the database takes for everything it shows.

Cases are of the shipped categories. Each has its four early milestones, of which one in twenty was missed; one in five
is open, one in ten late, every other closed one is rated and one in fifty went as far as a supervision letter. The page
shows the last 30 days, and the whole last year in a second row, beside the same page over 10,000 cases.
"""

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bench.measuring import Row
from bench.sweep import office, settings_in
from portal import clock
from portal.app import create_app
from portal.cases.intake.categories import load_categories
from portal.cases.limits.milestone_models import Milestone
from portal.cases.models import Case, Category, Rating
from portal.database import alembic, db
from portal.permissions.actor import Actor
from portal.reporting.figures import reading
from portal.reporting.overview import read_overview
from portal.reporting.scope import Scope
from portal.supervision.models import SupervisionStep
from portal.vocabulary import CaseKind, CaseStatus, MilestoneKind, RatingLevel, Role, Rung

SIZES: Final = (10_000, 100_000, 200_000)
SPANS: Final = ((30, "last 30 days"), (365, "last 365 days"))
YEARS: Final = 2 * 365  # days over which the cases are spread
BATCH: Final = 10_000
MISSED, RATED, ESCALATED = 0.05, 0.5, 0.02
ROUNDS: Final = 5


def rows() -> Iterator[Row]:
    """Fill one database step by step and read the dashboard at each size."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_in(Path(folder)))
        with app.app_context():
            alembic.upgrade()
            shared = office(db.session)
            load_categories(db.session)
            db.session.commit()
            first: dict[int, float] = {}
            filled = 0
            for size in SIZES:
                _fill(db.session, shared, filled, size)
                filled = size
                for days, words in SPANS:
                    taken = _read(db.session, days)
                    floor = first.setdefault(days, taken)
                    yield Row(f"{size:,} cases, {words}", taken, f"{SIZES[0]:,} cases", floor, taken / floor, ROUNDS)
            db.engine.dispose()


def _read(session: Session, days: int) -> float:
    """Return the fastest of some readings, in seconds, after one that warms up."""
    who = Actor(account_id=1, name="督查员", roles=frozenset({Role.SUPERVISOR}))
    today = clock.today()
    taken = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        read_overview(reading(session, who, today), Scope.last_days(today, days))
        taken.append(time.perf_counter() - began)
        session.rollback()
    return min(taken[1:])


def _fill(session: Session, shared: dict[str, int], start: int, end: int) -> None:
    chance = random.Random(start)  # noqa: S311  the same cases in every run
    categories = session.scalars(sa.select(Category.id)).all()
    for first in range(start, end, BATCH):
        cases = [_case(number, chance) for number in range(first, first + BATCH)]
        session.execute(sa.insert(Case), [case | shared | {"category_id": chance.choice(categories)} for case in cases])
        ids = session.scalars(sa.select(Case.id).order_by(Case.id.desc()).limit(BATCH)).all()
        made = list(zip(reversed(ids), cases, strict=True))
        session.execute(sa.insert(Milestone), [one for i, case in made for one in _milestones(i, case, chance)])
        session.execute(sa.insert(Rating), [_rating(i, case) for i, case in made if case["rated"]])
        session.execute(sa.insert(SupervisionStep), [_step(i, case) for i, case in made if chance.random() < ESCALATED])
        session.commit()
    session.execute(sa.text("ANALYZE"))
    session.commit()


def _case(number: int, chance: random.Random) -> dict[str, Any]:
    submitted = clock.now() - timedelta(days=chance.random() * YEARS)
    answered = submitted + timedelta(days=chance.random() * 9)
    is_open = chance.random() < 0.2  # noqa: PLR2004  one in five
    return {
        "reference": f"FG-{number}",
        "submission_key": f"key-{number}",
        "kind": chance.choice(list(CaseKind)),
        "status": CaseStatus.IN_PROGRESS if is_open else CaseStatus.CLOSED,
        "title": "二号厂房被断电，生产线无法复工",
        "description": "出租方以欠租为由断电，三十八名工人已经返岗，生产线开不起来。",
        "contact_name": "张慧敏",
        "contact_telephone": "139 0000 7788",
        "limit_days": 7,
        "due_on": clock.today() + timedelta(days=chance.randint(-3, 20)) if is_open else clock.local_date(answered),
        "submitted_at": submitted,
        "clock_started_at": submitted,
        "touched_at": submitted,
        "proposed_at": None if is_open else answered,
        "ended_at": None if is_open else answered + timedelta(days=2),
        "rated": chance.choice(list(RatingLevel)) if not is_open and chance.random() < RATED else None,
    }


def _milestones(case_id: int, case: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    """Return what was due early in a case: the triple on its day, the contact on the next; some were reached late."""
    on = clock.local_date(case["submitted_at"])
    found = []
    for kind in MilestoneKind:
        due = on + timedelta(days=kind is MilestoneKind.CONTACTED)
        at = case["submitted_at"] + timedelta(days=2 if chance.random() < MISSED else 0)
        reached = {"reached_at": at, "reached_on": clock.local_date(at)}
        found.append({"case_id": case_id, "kind": kind, "due_on": due, **reached})
    return found


def _rating(case_id: int, case: dict[str, Any]) -> dict[str, Any]:
    return {"case_id": case_id, "level": case["rated"], "rated_at": case["ended_at"]}


def _step(case_id: int, case: dict[str, Any]) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "clock_started_at": case["clock_started_at"],
        "promised_days": case["limit_days"],
        "rung": Rung.LETTER,
        "due_on": case["due_on"],
        "taken_at": case["touched_at"],
    }
