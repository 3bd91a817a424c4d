"""Working days by the State Council's calendar: weekends, holidays and make-up weekends (调休上班).

The calendar is a table that an administrator edits. A year for which no official notice is entered is *provisional*:
its weekends are known, its holidays are not, and whoever counts in it says so.
"""

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.database import Model

SATURDAY = 5
ONE_DAY = timedelta(days=1)
FARTHEST = 4000  # days; a search beyond this is a calendar without working days


class DayKind(enum.StrEnum):
    """How a special day differs from what its weekday says."""

    REST = "rest"
    WORK = "work"


class CalendarDay(Model):
    """A day that the official notice names: a holiday, or a weekend day worked in exchange."""

    __tablename__ = "calendar_day"

    on: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[DayKind]
    name: Mapped[str] = mapped_column(sa.String(40))


class CalendarYear(Model):
    """A year whose official notice is entered; ``notice`` is its title or number."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(unique=True)
    notice: Mapped[str] = mapped_column(sa.String(200))


@dataclass(frozen=True)
class SpecialDay:
    """What the notice says of a day."""

    kind: DayKind
    name: str


@dataclass(frozen=True)
class WorkCalendar:
    """Counts working days. ``special`` holds the days that differ; ``published`` the years with a notice."""

    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    published: frozenset[int] = frozenset()

    def is_working(self, on: date) -> bool:
        """Tell whether a day counts."""
        special = self.special.get(on)
        return special.kind is DayKind.WORK if special else on.weekday() < SATURDAY

    def working_day(self, on: date) -> date:
        """Return the working day to which a day belongs: itself where it is worked, otherwise the next that is.

        So a day off is never the day on which something is to be done.
        """
        return on if self.is_working(on) else self.add(on, 1)

    def is_make_up(self, on: date) -> bool:
        """Tell whether a weekend day is worked in exchange for a holiday."""
        return on.weekday() >= SATURDAY and self.is_working(on)

    def holiday_name(self, on: date) -> str | None:
        """Return the name that the notice gives to a special day."""
        special = self.special.get(on)
        return special.name if special else None

    def is_provisional(self, first: date, last: date) -> bool:
        """Tell whether any year touched by the span lacks its official notice."""
        return any(year not in self.published for year in range(first.year, last.year + 1))

    def add(self, start: date, days: int, skipping: frozenset[date] = frozenset()) -> date:
        """Return the ``days``-th working day after ``start``; the start itself is never counted, nor is a skipped day.

        With ``days`` 0 the start is returned. A negative count goes backwards.
        """
        step, left, on = (ONE_DAY if days > 0 else -ONE_DAY), abs(days), start
        for _ in range(FARTHEST):
            if not left:
                return on
            on += step
            left -= self.is_working(on) and on not in skipping
        raise OverflowError("no working day within reach")

    def count(self, start: date, end: date) -> int:
        """Return the number of working days after ``start`` up to and with ``end``; negative when ``end`` is before."""
        if end < start:
            return -self.count(end, start)
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def load_calendar(session: Session) -> WorkCalendar:
    """Read the whole calendar, some dozens of rows a year."""
    days = session.scalars(sa.select(CalendarDay))
    years = session.scalars(sa.select(CalendarYear.year))
    return WorkCalendar({day.on: SpecialDay(day.kind, day.name) for day in days}, frozenset(years))


def seed_years(session: Session, years: Iterable[int]) -> list[int]:
    """Enter those of ``years`` whose official dates the ``holidays`` package knows; return the years entered.

    The package answers for unpublished years without their exchanged weekends and says nothing about it, so a year is
    taken only when it has exchanged weekends of that very year. A year that stands in the table is left alone.
    """
    import holidays  # noqa: PLC0415  half a second, wanted once in an instance's life

    known = frozenset(session.scalars(sa.select(CalendarYear.year)))
    entered = []
    for year in years:
        chinese = holidays.country_holidays("CN", years=year, language="zh_CN")
        exchanged = {on for on in getattr(chinese, "weekend_workdays", ()) if on.year == year}
        if year in known or not exchanged:
            continue
        session.add(CalendarYear(year=year, notice=f"国务院办公厅关于{year}年部分节假日安排的通知"))
        rest = {on: str(name) for on, name in chinese.items() if on.year == year and on not in exchanged}
        session.add_all(CalendarDay(on=on, kind=DayKind.REST, name=_short(name)) for on, name in rest.items())
        session.add_all(CalendarDay(on=on, kind=DayKind.WORK, name="调休上班") for on in exchanged)
        entered.append(year)
    return entered


def _short(name: str) -> str:
    """Name an exchanged rest day (``休息日（由…调休）``) as such; a holiday keeps its name without （补假）."""
    return "调休放假" if name.startswith("休息日") else re.sub("（.*?）", "", name).split(";")[0].strip()
