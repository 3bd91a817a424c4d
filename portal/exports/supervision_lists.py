"""Behind the counts of the supervisors' overview: cases, late cases by unit, steps and letters unanswered."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.desk import worklist
from portal.cases.desk.worklist import Row
from portal.exports.case_list import CASES
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.exports.letter_list import LETTERS
from portal.letters.models import Letter
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.supervision import queries, unanswered
from portal.supervision.step_replies import Exchange
from portal.units.models import Unit
from portal.workdays import load_calendar

P = Permission.SUPERVISION_OVERVIEW


def _find_cases(session: Session, actor: Actor, args: Arguments) -> Found[Row]:
    wanted = queries.Listed.asked_by(args).condition(clock.today())
    return Found(worklist.total(session, actor, wanted), worklist.streamed(session, actor, wanted, sort="due"))


SUPERVISED = Listing("supervised", _l("Cases under supervision"), P, CASES.columns, _find_cases)

LateUnit = tuple[Unit | None, int]


def _find_late_units(session: Session, _actor: Actor, _args: Arguments) -> Found[LateUnit]:
    return at_hand(queries.late_by_unit(session, clock.today()))


LATE_UNITS = Listing(
    "late-units",
    _l("Late cases by handling unit"),
    P,
    (
        Column[LateUnit](_l("Handling unit"), lambda row: row[0].name if row[0] else _("Not yet dispatched"), 30),
        Column[LateUnit](_l("Late cases"), lambda row: row[1], 12),
    ),
    _find_late_units,
)


def _find_unanswered(session: Session, _actor: Actor, _args: Arguments) -> Found[Letter]:
    return at_hand(unanswered.letters(session, clock.today()))


UNANSWERED = Listing("unanswered", _l("Letters past their day of answer"), P, LETTERS.columns, _find_unanswered)


def _find_steps(session: Session, _actor: Actor, _args: Arguments) -> Found[Exchange]:
    return at_hand(unanswered.steps(session, load_calendar(session)))


def _unit(row: Exchange) -> str:
    return row.step.case.handling_unit.name if row.step.case.handling_unit else _("Not yet dispatched")


STEPS = Listing(
    "unanswered-steps",
    _l("Steps unanswered"),
    P,
    (
        Column[Exchange](_l("Step"), lambda row: str(row.step.rung.label), 14),
        Column[Exchange](_l("Case number"), lambda row: row.step.case.reference, 18),
        Column[Exchange](_l("Case"), lambda row: row.step.case.title, 40),
        Column[Exchange](_l("Handling unit"), _unit, 26),
        Column[Exchange](_l("Urged at"), lambda row: row.step.taken_at, 17),
        Column[Exchange](_l("Answer by"), lambda row: row.due_on, 12),
        Column[Exchange](_l("Not answered in time"), lambda row: _("Yes") if row.late else "", 10),
    ),
    _find_steps,
)
