"""What goes up by itself: a case whose outcomes and replies were sent back three times, a unit with three hand-backs.

A unique row makes each report once: a case since its clock began, a unit for the month.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
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
from portal.supervision.climbing import Taken
from portal.supervision.models import SupervisionStep
from portal.supervision.people import Office
from portal.supervision.reply_models import StepReply, UnitEscalation
from portal.units.models import Unit
from portal.vocabulary import OPEN, ReplyRuling, Role, Rung

OFTEN = 3
ONE_DAY = timedelta(days=1)
OVERVIEW = "/supervision"


def escalate(session: Session) -> list[Taken]:
    """Report what has come back too often, and return what was reported now."""
    return [*_cases(session), *_units(session)]


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


def _cases(session: Session) -> list[Taken]:
    """Report each open case that came back three times to the supervisors and the lead leader."""
    known = (Case.status.in_(OPEN), ~Case.confidential)
    due = sa.select(Case).where(*known, Case.id.in_(_sent_back()), sa.not_(_reported()), redone() >= OFTEN)
    office = Office(session)
    found = [_report_case(session, case, office) for case in session.scalars(due.order_by(Case.id)).unique().all()]
    return [taken for taken in found if taken]


def _sent_back() -> sa.CompoundSelect[int]:
    """Return the ids of the cases to which anything was sent back: few, so that only these are counted."""
    redo = ReplyRuling.REDO
    letters = sa.select(Letter.case_id).join(LetterReply, LetterReply.letter_id == Letter.id)
    steps = sa.select(SupervisionStep.case_id).join(StepReply, StepReply.step_id == SupervisionStep.id)
    return sa.union(
        sa.select(Case.id).where(Case.rejections > 0),
        letters.where(LetterReply.ruling == redo, Letter.case_id.is_not(None)),
        steps.where(StepReply.ruling == redo),
    )


def _reported() -> sa.ColumnElement[bool]:
    """Return the condition that a case has been reported since its clock began; an extension is nothing new."""
    since = (SupervisionStep.case_id == Case.id, SupervisionStep.clock_started_at == Case.clock_started_at)
    return sa.exists().where(*since, SupervisionStep.rung == Rung.ESCALATED).correlate(Case)


def _report_case(session: Session, case: Case, office: Office) -> Taken | None:
    people = list({person.id: person for person in (*office.leaders(case), *office.supervisors)}.values())
    names, today = [person.name for person in people], clock.today()
    step = {
        "case_id": case.id,
        "clock_started_at": case.clock_started_at,
        "promised_days": case.limit_days + case.extended_days,
        "rung": Rung.ESCALATED,
        "due_on": today,
        "taken_at": clock.now(),
        "caught_up": False,
        "told": names,
        "note": "",
        "actor_name": "",
    }
    if not _insert(session, SupervisionStep, step):
        return None
    tell(session, case, people, SYSTEM, messages.escalated(case, OFTEN))
    return Taken(case.reference, Rung.ESCALATED, case.due_on, today, told=tuple(names))


def _units(session: Session) -> list[Taken]:
    """Report each unit whose people handed back three cases in a month to the supervisors and the leaders.

    The month before is looked at too, so that what was handed back in its last hours is not forgotten.
    """
    month = clock.today().replace(day=1)
    before = (month - ONE_DAY).replace(day=1)
    found = [
        _report_unit(session, unit, since, times)
        for since, until in ((before, month), (month, clock.today() + ONE_DAY))
        for unit, times in _handing_back(session, since, until)
    ]
    return [taken for taken in found if taken]


def _handing_back(session: Session, since: date, until: date) -> Sequence[sa.Row[Unit, int]]:
    """Return the units with three hand-backs or more from a day up to another, and how many, unless reported."""
    count = sa.func.count(CaseEvent.id)
    reported = sa.exists().where(UnitEscalation.unit_id == Unit.id, UnitEscalation.month == since)
    often = (
        sa.select(Unit, count)
        .join(Account, Account.unit_id == Unit.id)
        .join(CaseEvent, CaseEvent.actor_id == Account.id)
        .where(CaseEvent.action == Action.HAND_BACK, sa.not_(reported))
        .where(CaseEvent.at >= clock.local_instant(since), CaseEvent.at < clock.local_instant(until))
        .group_by(Unit.id)
        .having(count >= OFTEN)
    )
    return session.execute(often.order_by(Unit.id)).all()


def _report_unit(session: Session, unit: Unit, month: date, times: int) -> Taken | None:
    people = list({one.id: one for role in (Role.SUPERVISOR, Role.LEADER) for one in with_role(session, role)}.values())
    names = [person.name for person in people]
    row = {"unit_id": unit.id, "month": month, "hand_backs": times, "taken_at": clock.now(), "told": names}
    if not _insert(session, UnitEscalation, row):
        return None
    subject, body = messages.unit_escalated(unit.name, month, times)
    notify(session, people, subject=subject, body=body, link=OVERVIEW)
    words = _("Cases handed back in the month: %(count)s", count=times)
    return Taken(None, Rung.ESCALATED, None, clock.today(), told=tuple(names), note=words, unit=unit.name)


def _insert(session: Session, table: type[SupervisionStep | UnitEscalation], values: dict[str, Any]) -> bool:
    """Insert a row unless another worker has; tell whether it was inserted here."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    return session.scalar(insert(table).values(**values).on_conflict_do_nothing().returning(table.id)) is not None


def units_reported(session: Session, month: date) -> Sequence[UnitEscalation]:
    """Return the units reported for a month, those that handed back most first."""
    statement = sa.select(UnitEscalation).where(UnitEscalation.month == month)
    return session.scalars(statement.order_by(UnitEscalation.hand_backs.desc(), UnitEscalation.id)).all()
