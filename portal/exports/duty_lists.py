"""The roster of a week, the lines, and the times that somebody offers for appointments."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.duty import appointment_queries, queries
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.duty.asking import line_and_monday
from portal.duty.models import DutyLine
from portal.duty.queries import Cell
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.exports.masking import masked_name, masked_telephone
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.workdays import load_calendar


@dataclass(frozen=True)
class Turn:
    """One turn of one day of a line; without a cell on a day on which the line is not answered."""

    line: DutyLine
    on: date
    cell: Cell | None


def _find_roster(session: Session, _actor: Actor, args: Arguments) -> Found[Turn]:
    line, monday = line_and_monday(queries.lines(session), args)
    if line is None:
        return at_hand(())
    week = queries.week(session, line, monday, load_calendar(session))
    return at_hand([Turn(line, on, cell) for on, cells in week for cell in cells or (None,)])


def _turn(row: Turn) -> str:
    if row.cell is None:
        return _("Not answered on days off")
    return f"{row.cell.turn.name} {row.cell.turn.begins:%H:%M}—{row.cell.turn.ends:%H:%M}"


def _person(row: Turn) -> str:
    if row.cell is None or row.cell.shift is None:
        return _("Nobody yet") if row.cell and row.cell.gap else ""
    return row.cell.shift.account.name


def _remarks(row: Turn) -> str:
    if row.cell is None:
        return ""
    marks = ((row.cell.double, _("Double duty")), (row.cell.absent, _("On leave")))
    return "；".join(words for is_so, words in marks if is_so)


ROSTER = Listing(
    "roster",
    _l("Duty roster"),
    Permission.DUTY_VIEW,
    (
        Column[Turn](_l("Name of the line"), lambda row: row.line.name, 20),
        Column[Turn](_l("Day"), lambda row: row.on, 12),
        Column[Turn](_l("Turn"), _turn, 20),
        Column[Turn](_l("On duty"), _person, 12),
        Column[Turn](
            _l("Telephone"),
            lambda row: row.cell.shift.account.telephone if row.cell and row.cell.shift else "",
            15,
            masked_telephone,
        ),
        Column[Turn](_l("Remarks"), _remarks, 16),
    ),
    _find_roster,
)


def _find_lines(session: Session, _actor: Actor, _args: Arguments) -> Found[DutyLine]:
    return at_hand(queries.lines(session, with_closed=True))


LINES = Listing(
    "duty-lines",
    _l("Duty lines"),
    Permission.DUTY_MANAGE,
    (
        Column[DutyLine](_l("Name of the line"), lambda row: row.name, 20),
        Column[DutyLine](_l("Telephone"), lambda row: row.telephone, 15),
        Column[DutyLine](_l("Hours"), lambda row: row.hours, 20),
        Column[DutyLine](_l("Turns of a day"), lambda row: "；".join(row.turns), 30),
        Column[DutyLine](_l("State"), lambda row: str(_l("No longer answered") if row.closed else _l("In use")), 10),
    ),
    _find_lines,
)

Offered = tuple[OfferedTime, Appointment | None]


def _find_offered(session: Session, actor: Actor, _args: Arguments) -> Found[Offered]:
    return at_hand(appointment_queries.offered_by(session, actor.account_id or 0, clock.now()))


APPOINTMENTS = Listing(
    "appointments",
    _l("My appointments"),
    Permission.APPOINTMENT_OFFER,
    (
        Column[Offered](_l("From"), lambda row: row[0].starts_at, 17),
        Column[Offered](_l("Until"), lambda row: row[0].ends_at, 17),
        Column[Offered](_l("How to meet"), lambda row: str(row[0].way.label), 10),
        Column[Offered](_l("Place"), lambda row: row[0].place, 24),
        Column[Offered](_l("Taken by"), lambda row: row[1].enterprise.name if row[1] else "", 30),
        Column[Offered](_l("Contact person"), lambda row: row[1].contact_name if row[1] else "", 10, masked_name),
        Column[Offered](_l("Telephone"), lambda row: row[1].contact_telephone if row[1] else "", 15, masked_telephone),
        Column[Offered](_l("What it is about"), lambda row: row[1].topic if row[1] else "", 30),
    ),
    _find_offered,
)
