"""When a daily report is due and how it stands. Pure: days, times and what was filed.

Every reporting unit reports each working day before the cut-off: figures, or an explicit zero. What is not filed is
never a zero; what is filed after the cut-off is marked as late (补报).
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from portal import clock
from portal.workdays import WorkCalendar

FIGURES = ("dispatched", "answered", "closed")
REACH = 14  # calendar days back to which a missing report can still be filed


class Standing(enum.StrEnum):
    """How a unit's report of a day stands."""

    FILED = "filed"
    ZERO = "zero"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"
    OFF = "off"


class Filed(Protocol):
    """What matters of a report."""

    @property
    def is_zero(self) -> bool:
        """Whether it says that there was nothing."""

    @property
    def is_late(self) -> bool:
        """Whether it came after the cut-off."""


@dataclass(frozen=True)
class Duty:
    """When reports are due: on working days, before the cut-off (local time)."""

    calendar: WorkCalendar
    cutoff: time

    def is_due(self, on: date) -> bool:
        """Tell whether a report is due for the day at all."""
        return self.calendar.is_working(on)

    def ends(self, on: date) -> datetime:
        """Return the instant of the cut-off."""
        return clock.local_instant(on, self.cutoff.hour, self.cutoff.minute)

    def standing(self, on: date, report: Filed | None, at: datetime) -> Standing:
        """Return how a report of a day stands at an instant."""
        if not self.is_due(on):
            return Standing.OFF
        if report is None:
            return Standing.WAITING if at < self.ends(on) else Standing.MISSING
        if report.is_late:
            return Standing.LATE
        return Standing.ZERO if report.is_zero else Standing.FILED

    def may_file(self, on: date, at: datetime) -> bool:
        """Tell whether a report of the day may be filed now: on the day, or late within the last 14 days."""
        today = clock.local_date(at)
        return self.is_due(on) and today - timedelta(days=REACH) <= on <= today


def on_time_rate(row: Sequence[Standing]) -> float | None:
    """Return the share of the days due by now on which the report was in time; None where none was due yet."""
    due = [each for each in row if each not in {Standing.OFF, Standing.WAITING}]
    in_time = [each for each in due if each in {Standing.FILED, Standing.ZERO}]
    return len(in_time) / len(due) if due else None
