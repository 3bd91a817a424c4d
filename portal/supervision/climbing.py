"""Taking the steps of the ladder that are due; safe to run twice, or by two workers at once.

The database finds the cases whose highest step due has not been taken, so that a sweep with nothing to do loads none.
The unique row of a step is what makes it happen once: only who inserts it tells people and drafts the letter. A commit
follows every batch, so that a sweep after days of silence does not keep everybody else from writing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.limits import lights
from portal.cases.models import Case
from portal.cases.moves import tell
from portal.permissions.actor import SYSTEM
from portal.supervision import messages
from portal.supervision.conditions import Condition, taken
from portal.supervision.ladder import LADDER, latest_promise
from portal.supervision.letter import letter_for
from portal.supervision.models import SupervisionStep
from portal.supervision.people import Office
from portal.supervision.promises import promise_of
from portal.supervision.reasons import Due, due_steps
from portal.vocabulary import Rung
from portal.workdays import WorkCalendar, load_calendar

AT_ONCE = 200  # cases in one transaction
Wanted = tuple[Case, Due]


@dataclass(frozen=True)
class Taken:
    """A step taken now on a case, or about a unit; ``told`` holds names, ``letter`` the id of the letter drafted."""

    case: str | None
    rung: Rung
    promised_on: date | None
    due_on: date
    caught_up: bool = False
    told: tuple[str, ...] = ()
    letter: int | None = None
    note: str = ""
    unit: str | None = None


def climb(session: Session) -> list[Taken]:
    """Take every step that is due today and not taken; return the steps taken, by case and in rising order.

    After days of silence only the highest step due of a case is told; the lower ones are noted as caught up.
    """
    calendar, today = load_calendar(session), clock.today()
    ids = session.scalars(sa.select(Case.id).where(_behind(calendar, today)).order_by(Case.id)).all()
    office = Office(session)
    found: list[Taken] = []
    for start in range(0, len(ids), AT_ONCE):
        batch = sa.select(Case).where(Case.id.in_(ids[start : start + AT_ONCE]), lights.running())
        cases = session.scalars(batch.order_by(Case.id)).unique().all()
        wanted = [(case, due) for case in cases for due in due_steps(promise_of(case, today), calendar, today)]
        found += _take(session, wanted, office)
        session.commit()
    return found


def _behind(calendar: WorkCalendar, today: date) -> Condition:
    """Return the condition that the clock of a case runs and its highest step due has not been taken.

    A case that waited for its enterprise after the promised date may meet it some days early; it is looked at closely.
    """
    bounds = [(latest_promise(step, calendar, today), step.rung) for step in LADDER]
    highest = sa.case(*((Case.due_on <= bound, rung.value) for bound, rung in reversed(bounds)))
    urged = (lights.running(), ~Case.confidential)  # what only its circle may know, its circle urges by itself
    return sa.and_(*urged, Case.due_on <= bounds[0][0], sa.not_(taken(sa.cast(highest, sa.String))))


def _take(session: Session, wanted: Sequence[Wanted], office: Office) -> list[Taken]:
    office.learn_leaders({case.enterprise for case, _due in wanted})
    rows = {(case.id, due.step.rung): (case, due) for case, due in wanted}
    return [_carry_out(session, *rows[key], step_id, office) for key, step_id in _note(session, wanted, office)]


def _note(session: Session, wanted: Sequence[Wanted], office: Office) -> Iterator[tuple[tuple[int, Rung], int]]:
    """Insert the rows; yield those that are new, in order. What another worker has inserted is not among them."""
    if not wanted:
        return
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    columns = (SupervisionStep.case_id, SupervisionStep.rung, SupervisionStep.id)
    statement = insert(SupervisionStep).on_conflict_do_nothing().returning(*columns)
    now = clock.now()
    new = session.execute(statement, [_row(case, due, now, office) for case, due in wanted]).all()
    order = {step.rung: place for place, step in enumerate(LADDER)}
    yield from (((row[0], row[1]), row[2]) for row in sorted(new, key=lambda row: (row[0], order[row[1]])))


def _row(case: Case, due: Due, now: datetime, office: Office) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "clock_started_at": case.clock_started_at,
        "promised_days": case.limit_days + case.extended_days,
        "rung": due.step.rung,
        "due_on": due.on,
        "taken_at": now,
        "caught_up": not due.highest,
        "told": [person.name for person in office.told(case, due.step)] if due.highest else [],
        "note": "",
        "actor_name": "",
    }


def _carry_out(session: Session, case: Case, due: Due, step_id: int, office: Office) -> Taken:
    """Draft the letter where the step asks for one, and tell the people of the highest step."""
    letter, note = None, ""
    if due.step.drafts_letter:
        letter, note = letter_for(session, case, office)
        changed = {"letter_id": letter.id if letter else None, "note": note}
        session.execute(sa.update(SupervisionStep).where(SupervisionStep.id == step_id).values(changed))
    people = office.told(case, due.step) if due.highest else []
    if people:
        tell(session, case, people, SYSTEM, messages.step(case, due.step.rung, note))
    return Taken(
        case=case.reference,
        rung=due.step.rung,
        promised_on=case.due_on,
        due_on=due.on,
        caught_up=not due.highest,
        told=tuple(person.name for person in people),
        letter=letter.id if letter else None,
        note=note,
    )
