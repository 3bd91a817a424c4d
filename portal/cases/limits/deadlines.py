"""The promised date and its reason, pure: from a start, a number of working days, the calendar and the pauses.

The day of submission is not counted. A day on which the case waited for the enterprise, even for a part of it, is not
counted either. So a pause over n working days moves the end by n, and the end is never a day off.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from portal.vocabulary import Light
from portal.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)
WEEK = 7


@dataclass(frozen=True)
class PausedSpan:
    """Days on which the clock stood still, both ends included; without an end it still stands."""

    first: date
    last: date | None

    def days(self, until: date) -> Iterator[date]:
        """Yield the days of the pause, up to ``until`` where it has no end."""
        last = self.last or until
        return (self.first + timedelta(days=n) for n in range((last - self.first).days + 1))


class Mark(enum.StrEnum):
    """What a day of the calendar is in the count."""

    START = "start"
    COUNTED = "counted"
    TO_COME = "to_come"
    OFF = "off"
    PAUSED = "paused"
    END = "end"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Day:
    """A day in the explanation: its number in the count where it has one, and its name where the notice names it."""

    on: date
    mark: Mark
    number: int | None
    name: str | None
    make_up: bool
    is_today: bool
    extended: bool = False


@dataclass(frozen=True)
class Skipped:
    """Days off in a row under one name; weekends have none."""

    name: str | None
    first: date
    last: date
    days: int


@dataclass(frozen=True)
class Deadline:
    """A promise of ``limit_days`` working days from ``start_on``, and those of an extension, as it stands ``today``."""

    start_on: date
    limit_days: int
    calendar: WorkCalendar
    today: date
    pauses: tuple[PausedSpan, ...] = ()
    stopped: bool = False
    extended_days: int = 0

    @property
    def total_days(self) -> int:
        """The working days promised, an extension included."""
        return self.limit_days + self.extended_days

    @property
    def first_end_on(self) -> date:
        """The last day of the promise as it was before an extension."""
        return self.calendar.add(self.start_on, self.limit_days, self.paused_days)

    @property
    def latest_extension(self) -> date:
        """The farthest day to which the promise can be extended: twice the working days."""
        return self.calendar.add(self.start_on, self.limit_days * 2, self.paused_days)

    @property
    def is_paused(self) -> bool:
        """Tell whether the clock stands still now."""
        return any(pause.last is None for pause in self.pauses)

    @property
    def paused_days(self) -> frozenset[date]:
        """The days on which the case waited, an open pause counted up to today."""
        return frozenset(day for pause in self.pauses for day in pause.days(self.today))

    @property
    def end_on(self) -> date:
        """The last day of the promise; while paused, where it would be if the clock ran on tomorrow."""
        return self.calendar.add(self.start_on, self.total_days, self.paused_days)

    @property
    def due_on(self) -> date | None:
        """The promised date, or None while the clock stands still."""
        return None if self.is_paused else self.end_on

    @property
    def elapsed(self) -> int:
        """Working days counted so far, today included."""
        span = (self.today - self.start_on).days
        days = (self.start_on + timedelta(days=n) for n in range(1, span + 1))
        return sum(self.calendar.is_working(day) and day not in self.paused_days for day in days)

    @property
    def remaining(self) -> int:
        """Working days left after today; negative once the end has passed."""
        return self.total_days - self.elapsed

    @property
    def light(self) -> Light:
        """Green while in time, yellow when half the time has gone, red once the last day has passed."""
        if self.stopped:
            return Light.STOPPED
        if self.is_paused:
            return Light.PAUSED
        if self.today > self.end_on:
            return Light.LATE
        if self.today == self.end_on:
            return Light.TODAY
        return Light.HALF if self.elapsed * 2 >= self.total_days else Light.IN_TIME

    @property
    def days_late(self) -> int:
        """Working days since the end; 0 while in time."""
        return max(0, self.calendar.count(self.end_on, self.today))

    @property
    def is_provisional(self) -> bool:
        """Tell whether the span touches a year whose official calendar is not yet entered."""
        return self.calendar.is_provisional(self.start_on, self.end_on)

    @property
    def weeks(self) -> list[list[Day]]:
        """Calendar weeks, Monday first, from the week of the start to the week of the end."""
        first = self.start_on - timedelta(days=self.start_on.weekday())
        numbers = self._numbers()
        count = (self.end_on - first).days // WEEK + 1
        return [
            [self._day(first + timedelta(days=week * WEEK + n), numbers) for n in range(WEEK)] for week in range(count)
        ]

    @property
    def skipped(self) -> list[Skipped]:
        """Days off between start and end, those in a row under one name together."""
        off = [day for week in self.weeks for day in week if day.mark is Mark.OFF]
        runs = groupby(enumerate(off), key=lambda item: (item[1].name, item[1].on.toordinal() - item[0]))
        groups = [[day for _, day in run] for _, run in runs]
        return [Skipped(days[0].name, days[0].on, days[-1].on, len(days)) for days in groups]

    @property
    def make_up_days(self) -> list[date]:
        """Weekend days that count because they are worked in exchange."""
        return [day.on for week in self.weeks for day in week if day.make_up and day.number]

    @property
    def postponed(self) -> int:
        """Working days by which pauses have moved the end; a pause after the end moves nothing."""
        return sum(self.calendar.is_working(day) and self.start_on < day <= self.end_on for day in self.paused_days)

    def _numbers(self) -> dict[date, int]:
        days = (self.start_on + timedelta(days=n) for n in range(1, (self.end_on - self.start_on).days + 1))
        counted = [day for day in days if self.calendar.is_working(day) and day not in self.paused_days]
        return {day: number for number, day in enumerate(counted, start=1)}

    def _day(self, on: date, numbers: dict[date, int]) -> Day:
        return Day(
            on=on,
            mark=self._mark(on),
            number=numbers.get(on),
            name=self.calendar.holiday_name(on),
            make_up=self.calendar.is_make_up(on),
            is_today=on == self.today,
            extended=numbers.get(on, 0) > self.limit_days,
        )

    def _mark(self, on: date) -> Mark:
        if on < self.start_on or on > self.end_on:
            return Mark.OUTSIDE
        if on == self.start_on:
            return Mark.START
        if on == self.end_on:
            return Mark.END
        if not self.calendar.is_working(on):
            return Mark.OFF
        if on in self.paused_days:
            return Mark.PAUSED
        return Mark.COUNTED if on <= self.today else Mark.TO_COME
