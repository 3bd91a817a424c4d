"""Taking the official notice of a year into the calendar: first what it would change, then the change itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.administration.notice import NoticeDay, read_notice
from portal.audit.operations import record
from portal.cases.limits import recounting
from portal.cases.limits.recounting import Moved
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.workdays import CalendarDay, CalendarYear, SpecialDay, WorkCalendar, load_calendar


@dataclass(frozen=True)
class Preview:
    """What a notice means for a year: its days, those entered now that it does not name, and the dates that move."""

    days: Sequence[NoticeDay]
    dropped: Sequence[date]
    moved: Sequence[Moved]


def preview(session: Session, *, year: int, text: str) -> Preview:
    """Return what taking the notice in would do; raises RuleBroken at ``text`` for what cannot be read."""
    days, old = read_notice(text, year), load_calendar(session)
    named = {day.on for day in days}
    dropped = [on for on in sorted(old.special) if on.year == year and on not in named]
    return Preview(days, dropped, recounting.moved(session, old, _with(old, year, days)))


def _with(old: WorkCalendar, year: int, days: Sequence[NoticeDay]) -> WorkCalendar:
    """Return the calendar as it would be: of the year only what the notice names."""
    kept = {on: special for on, special in old.special.items() if on.year != year}
    named = {day.on: SpecialDay(day.kind, day.name) for day in days}
    return WorkCalendar(kept | named, old.published | {year})


def take_in(session: Session, *, actor: Actor, year: int, text: str, notice: str) -> Preview:
    """Replace the days of a year by those of its notice, publish the year, and count every limit anew."""
    require(actor, Permission.CALENDAR_MANAGE)
    wanted = preview(session, year=year, text=text)
    dates = [*wanted.dropped, *(day.on for day in wanted.days)]
    session.execute(sa.delete(CalendarDay).where(CalendarDay.on.in_(dates)))
    session.execute(sa.delete(CalendarYear).where(CalendarYear.year == year))
    session.add_all(CalendarDay(on=day.on, kind=day.kind, name=day.name) for day in wanted.days)
    session.add(CalendarYear(year=year, notice=notice))
    session.flush()
    counts = {"days": len(wanted.days), "moved": len(wanted.moved)}
    record(session, actor, "calendar:import", f"calendar:{year}", notice=notice, **counts)
    recounting.carry_out(session, list(wanted.moved))
    return wanted
