"""The working calendar: the acts that change it, and a year of it as months to look at."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.audit.operations import record
from portal.cases.limits import recounting
from portal.errors import NotFound, RuleBroken
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.workdays import CalendarDay, CalendarYear, DayKind, WorkCalendar, load_calendar

FIRST_YEAR, LAST_YEAR = 2020, 2099
DAYS_A_WEEK = 7
SATURDAY = 5


@dataclass(frozen=True)
class DayCell:
    """A day of the year's view; ``kind`` is empty for a day as its weekday says."""

    on: date
    working: bool
    kind: str
    name: str


@dataclass(frozen=True)
class YearView:
    """A year with its days that differ; ``months`` hold weeks, Monday first, None where a month has no day."""

    year: int
    notice: str | None
    days: Sequence[CalendarDay]
    months: tuple[tuple[tuple[DayCell | None, ...], ...], ...]
    working_days: int


def sound_year(year: int) -> int:
    """Return the year; one out of reach is not found."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound
    return year


def year_view(session: Session, year: int) -> YearView:
    """Return a year to look at."""
    known = load_calendar(session)
    notice = session.scalars(sa.select(CalendarYear.notice).where(CalendarYear.year == year)).one_or_none()
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = session.scalars(sa.select(CalendarDay).where(CalendarDay.on.between(first, last)).order_by(CalendarDay.on))
    months = tuple(_month(known, year, month) for month in range(1, 13))
    return YearView(year, notice, days.all(), months, known.count(first - timedelta(days=1), last))


def _month(known: WorkCalendar, year: int, month: int) -> tuple[tuple[DayCell | None, ...], ...]:
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return tuple(tuple(_cell(known, on) if on.month == month else None for on in week) for week in weeks)


def _cell(known: WorkCalendar, on: date) -> DayCell:
    special = known.special.get(on)
    return DayCell(on, known.is_working(on), special.kind.value if special else "", special.name if special else "")


def add_day(session: Session, *, actor: Actor, on: date, kind: DayKind, name: str) -> None:
    """Enter a day of the notice; entering a day again changes it. Limits are counted anew by it at once.

    Raises RuleBroken at ``on`` for a year out of reach and at ``kind`` for a day that would not differ.
    """
    require(actor, Permission.CALENDAR_MANAGE)
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise RuleBroken(_("Choose a date from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR), "on")
    if kind is DayKind.WORK and on.weekday() < SATURDAY:
        raise RuleBroken(_("This is a working day anyway. Make-up working days are Saturdays and Sundays."), "kind")
    before = load_calendar(session)
    day = session.scalars(sa.select(CalendarDay).where(CalendarDay.on == on)).one_or_none()
    if day is None:
        session.add(CalendarDay(on=on, kind=kind, name=name))
    else:
        day.kind, day.name = kind, name
    recounting.recount(session, before)
    record(session, actor, "calendar:add-day", f"calendar:{on.isoformat()}", kind=kind.value, name=name)


def remove_day(session: Session, *, actor: Actor, day_id: int) -> CalendarDay:
    """Let a day be what its weekday says; raise NotFound where it is none of the notice's days."""
    require(actor, Permission.CALENDAR_MANAGE)
    day = session.get(CalendarDay, day_id)
    if day is None:
        raise NotFound
    before = load_calendar(session)
    session.delete(day)
    recounting.recount(session, before)
    record(session, actor, "calendar:remove-day", f"calendar:{day.on.isoformat()}", name=day.name)
    return day


def publish_year(session: Session, *, actor: Actor, year: int, notice: str) -> None:
    """Note that a year's official days are all entered: from now on it is no longer provisional.

    Raises RuleBroken where the year has no make-up working day or day off entered.
    """
    require(actor, Permission.CALENDAR_MANAGE)
    first, last = date(year, 1, 1), date(year, 12, 31)
    entered = session.scalar(sa.select(sa.func.count(CalendarDay.id)).where(CalendarDay.on.between(first, last)))
    if not entered:
        raise RuleBroken(_("Enter the days of the notice first; none of %(year)s is there.", year=year), "notice")
    known = session.scalars(sa.select(CalendarYear).where(CalendarYear.year == year)).one_or_none()
    if known:
        known.notice = notice
    else:
        session.add(CalendarYear(year=year, notice=notice))
    record(session, actor, "calendar:publish", f"calendar:{year}", notice=notice)


def withdraw_year(session: Session, *, actor: Actor, year: int) -> None:
    """Let a year be provisional again, as when the notice was entered by mistake."""
    require(actor, Permission.CALENDAR_MANAGE)
    session.execute(sa.delete(CalendarYear).where(CalendarYear.year == year))
    record(session, actor, "calendar:withdraw", f"calendar:{year}")
