"""What goes up by itself: a case whose outcomes and replies were sent back three times, a unit with three hand-backs.

The worker looks hourly. A unique row makes each report once: a case for its present promise, a unit for the month.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.cases.models import Case, CaseEvent
from portal.cases.moves import tell
from portal.cases.workflow import Action
from portal.letters.models import Letter
from portal.letters.reply_models import LetterReply
from portal.notifications.operations import notify
from portal.permissions.actor import SYSTEM
from portal.supervision import messages
from portal.supervision.conditions import taken
from portal.supervision.models import SupervisionStep
from portal.supervision.people import Office
from portal.supervision.reply_models import StepReply, UnitEscalation
from portal.units.models import Unit
from portal.vocabulary import OPEN, ReplyRuling, Role, Rung

OFTEN = 3
OVERVIEW = "/supervision"


def escalate(session: Session) -> tuple[list[str], list[str]]:
    """Report what has come back too often; return the cases and the units reported now."""
    return [case.reference for case in _cases(session)], [unit.name for unit in _units(session)]


def redone() -> sa.ColumnElement[int]:
    """Return how often a case was sent back: outcomes by its enterprise, replies by those who supervise."""
    redo = ReplyRuling.REDO
    letters = (
        sa.select(sa.func.count())
        .select_from(LetterReply)
        .join(Letter, Letter.id == LetterReply.letter_id)
        .where(Letter.case_id == Case.id, LetterReply.ruling == redo)
        .correlate(Case)
    )
    steps = (
        sa.select(sa.func.count())
        .select_from(StepReply)
        .join(SupervisionStep, SupervisionStep.id == StepReply.step_id)
        .where(SupervisionStep.case_id == Case.id, StepReply.ruling == redo)
        .correlate(Case)
    )
    return Case.rejections + letters.scalar_subquery() + steps.scalar_subquery()


def _cases(session: Session) -> list[Case]:
    """Report each open case that came back three times to the supervisors and the lead leader."""
    known = (Case.status.in_(OPEN), ~Case.confidential)
    due = sa.select(Case).where(*known, sa.not_(taken(Rung.ESCALATED)), redone() >= OFTEN)
    office, found = Office(session), []
    for case in session.scalars(due.order_by(Case.id)).unique().all():
        people = list({person.id: person for person in (*office.leaders(case), *office.supervisors)}.values())
        step = {
            "case_id": case.id,
            "clock_started_at": case.clock_started_at,
            "promised_days": case.limit_days + case.extended_days,
            "rung": Rung.ESCALATED,
            "due_on": clock.today(),
            "taken_at": clock.now(),
            "caught_up": False,
            "told": [person.name for person in people],
            "note": "",
            "actor_name": "",
        }
        if _insert(session, SupervisionStep, step):
            tell(session, case, people, SYSTEM, messages.escalated(case, OFTEN))
            found.append(case)
    return found


def _units(session: Session) -> list[Unit]:
    """Report each unit whose people handed back three cases this month to the supervisors and the leaders."""
    month = clock.today().replace(day=1)
    count = sa.func.count(CaseEvent.id)
    often = (
        sa.select(Unit, count)
        .join(Account, Account.unit_id == Unit.id)
        .join(CaseEvent, CaseEvent.actor_id == Account.id)
        .where(CaseEvent.action == Action.HAND_BACK, CaseEvent.at >= clock.local_instant(month))
        .group_by(Unit.id)
        .having(count >= OFTEN)
    )
    people = list({one.id: one for role in (Role.SUPERVISOR, Role.LEADER) for one in with_role(session, role)}.values())
    found = []
    for unit, times in session.execute(often).all():
        row = {
            "unit_id": unit.id,
            "month": month,
            "hand_backs": times,
            "taken_at": clock.now(),
            "told": [person.name for person in people],
        }
        if _insert(session, UnitEscalation, row):
            subject, body = messages.unit_escalated(unit.name, times)
            notify(session, people, subject=subject, body=body, link=OVERVIEW)
            found.append(unit)
    return found


def _insert(session: Session, table: type[SupervisionStep | UnitEscalation], values: dict[str, Any]) -> bool:
    """Insert a row unless another worker has; tell whether it was inserted here."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    return session.scalar(insert(table).values(**values).on_conflict_do_nothing().returning(table.id)) is not None


def units_reported(session: Session, month: date) -> Sequence[UnitEscalation]:
    """Return the units reported for a month, those that handed back most first."""
    statement = sa.select(UnitEscalation).where(UnitEscalation.month == month)
    return session.scalars(statement.order_by(UnitEscalation.hand_backs.desc(), UnitEscalation.id)).all()
