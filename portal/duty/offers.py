"""Which times an offer comes to: a span of a day cut into meetings, the same on the same weekday of some weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal import clock
from portal.workdays import WorkCalendar

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Offer:
    """From when until when of a day, how long a meeting is in minutes, over how many weeks, on days off or not."""

    on: date
    begins: time
    ends: time
    minutes: int
    weeks: int = 1
    on_days_off: bool = False

    def days(self, calendar: WorkCalendar) -> list[date]:
        """Return the days: the same weekday in each week, without days off unless they are wanted."""
        each = (self.on + number * WEEK for number in range(self.weeks))
        return [on for on in each if self.on_days_off or calendar.is_working(on)]

    def times(self, calendar: WorkCalendar) -> Iterator[tuple[datetime, datetime]]:
        """Yield beginning and end of each meeting; what is left at the end and too short is not offered."""
        length = timedelta(minutes=self.minutes)
        for on in self.days(calendar):
            at, last = (clock.local_instant(on, each.hour, each.minute) for each in (self.begins, self.ends))
            while at + length <= last:
                yield at, at + length
                at += length
