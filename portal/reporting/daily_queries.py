"""Reading daily reports: who is to report, what the portal has counted, and how all units stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account, RoleAssignment
from portal.reporting.daily import FIGURES, Duty, Standing, on_time_rate
from portal.reporting.figures import Figure, reading
from portal.reporting.indicators import BY_KEY
from portal.reporting.models import DailyReport, ReportReminder
from portal.reporting.scope import Scope
from portal.settings import current_settings
from portal.units.models import Unit
from portal.vocabulary import Role, UnitKind
from portal.workdays import load_calendar

REPORTING = (UnitKind.STREET, UnitKind.DEPARTMENT)


@dataclass(frozen=True)
class Cell:
    """How a unit's report of a day stands; ``number`` is what came to the unit that day."""

    standing: Standing
    number: int
    report: DailyReport | None


@dataclass(frozen=True)
class Row:
    """A unit's reports over the days of the wall, and the share of them that were in time."""

    unit: Unit
    cells: Sequence[Cell]
    rate: float | None


def duty_of(session: Session) -> Duty:
    """Return when reports are due here."""
    return Duty(load_calendar(session), current_settings().report_cutoff)


def reporting_units(session: Session) -> Sequence[tuple[Unit, date]]:
    """Return the units that report, and since when: open streets and departments that have an officer in office."""
    officers = sa.select(Account.unit_id, sa.func.min(Account.created_at).label("since"))
    officers = officers.join(RoleAssignment).where(RoleAssignment.role == Role.OFFICER, Account.disabled_at.is_(None))
    first = officers.group_by(Account.unit_id).subquery()
    statement = sa.select(Unit, first.c.since).join(first, first.c.unit_id == Unit.id)
    found = session.execute(statement.where(~Unit.closed, Unit.kind.in_(REPORTING)).order_by(Unit.id))
    return [(unit, clock.local_date(since)) for unit, since in found]


def counted(session: Session, unit_id: int, on: date) -> list[Figure]:
    """Return what the portal has counted for a unit and a day, in the order of the report."""
    read = reading(session, None, clock.today())
    return [read.figure(BY_KEY[key], Scope(on, on, unit_id=unit_id)) for key in FIGURES]


def report_of(session: Session, unit_id: int, on: date) -> DailyReport | None:
    """Return a unit's report of a day, if it has filed one."""
    statement = sa.select(DailyReport).where(DailyReport.unit_id == unit_id, DailyReport.on == on)
    return session.scalars(statement).one_or_none()


def wall(session: Session, days: Sequence[date], at: datetime) -> list[Row]:
    """Return how every reporting unit stands on each of the days."""
    duty = duty_of(session)
    statement = sa.select(DailyReport).where(DailyReport.on.in_(days))
    filed = {(report.unit_id, report.on): report for report in session.scalars(statement)}
    rows = []
    for unit, since in reporting_units(session):
        cells = [_cell(duty, on, filed.get((unit.id, on)), at, since) for on in days]
        rows.append(Row(unit, cells, on_time_rate([cell.standing for cell in cells])))
    return rows


def _cell(duty: Duty, on: date, report: DailyReport | None, at: datetime, since: date) -> Cell:
    standing = Standing.OFF if on < since and report is None else duty.standing(on, report, at)
    return Cell(standing, report.figures.get(FIGURES[0], 0) if report else 0, report)


def lacking(session: Session, on: date, at: datetime) -> list[Unit]:
    """Return the units whose report of a day has not come, whether its time is over or not."""
    open_ = {Standing.WAITING, Standing.MISSING}
    return [row.unit for row in wall(session, [on], at) if row.cells[0].standing in open_]


def last_days(today: date, count: int) -> list[date]:
    """Return so many days up to today, the latest first."""
    return [today - timedelta(days=n) for n in range(count)]


def reminded(session: Session, on: date) -> dict[int, ReportReminder]:
    """Return the last reminder of each unit for a day, by the unit's id."""
    statement = sa.select(ReportReminder).where(ReportReminder.on == on).order_by(ReportReminder.id)
    return {reminder.unit_id: reminder for reminder in session.scalars(statement)}
