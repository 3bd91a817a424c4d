"""The calendar with which a deadline explains itself, as cells of Monday-first weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.presentation.dates import date_text

DAYS_A_WEEK = 7


class DayPart(StrEnum):
    """What a day does to a deadline; ``to_come`` and ``end`` are counted days that have not passed.

    ``again`` is a start that looks like any other: that of a limit counted anew from a reopening.
    """

    START = "start"
    AGAIN = "start again"
    COUNTED = "counted"
    TO_COME = "to-come"
    OFF = "off"
    PAUSED = "paused"
    END = "end"
    VOID = "void"


MARKS: dict[DayPart, str | LazyString] = {
    DayPart.START: _l("filed"),
    DayPart.AGAIN: _l("anew"),
    DayPart.COUNTED: "%(number)s",
    DayPart.TO_COME: "%(number)s",
    DayPart.OFF: _l("off"),
    DayPart.PAUSED: _l("stop"),
    DayPart.END: _l("%(number)s end"),
    DayPart.VOID: "",
}
SPOKEN: dict[DayPart, str | LazyString] = {
    DayPart.START: _l("submitted, not counted"),
    DayPart.AGAIN: _l("reopened, not counted"),
    DayPart.COUNTED: _l("day %(number)s"),
    DayPart.TO_COME: _l("day %(number)s"),
    DayPart.OFF: _l("day off, not counted"),
    DayPart.PAUSED: _l("paused, not counted"),
    DayPart.END: _l("day %(number)s, the limit ends"),
    DayPart.VOID: "",
}


@dataclass(frozen=True)
class ExplainedDay:
    """One day from submission to the end. ``number`` is its place among the counted days; ``reason`` is said aloud."""

    on: date
    part: DayPart
    number: int | None = None
    make_up: bool = False
    reason: str = ""


@dataclass(frozen=True)
class CalendarCell:
    """One cell: ``day`` and ``mark`` are seen, ``spoken`` is read out, ``classes`` say how it looks."""

    day: str
    mark: str
    spoken: str
    classes: str


def calendar_weeks(days: Sequence[ExplainedDay], today: date) -> list[list[CalendarCell]]:
    """Return whole weeks, Monday first, from the week of the first day to the week of the last."""
    if not days:
        return []
    known = {day.on: day for day in days}
    first = days[0].on - timedelta(days=days[0].on.weekday())
    span = (days[-1].on - first).days // DAYS_A_WEEK + 1
    all_days = [first + timedelta(days=n) for n in range(span * DAYS_A_WEEK)]
    cells = [_cell(known.get(on, ExplainedDay(on, DayPart.VOID)), today, all_days) for on in all_days]
    return [cells[n : n + DAYS_A_WEEK] for n in range(0, len(cells), DAYS_A_WEEK)]


def _cell(day: ExplainedDay, today: date, shown: Iterable[date]) -> CalendarCell:
    new_month = day.on.day == 1 and day.on != next(iter(shown))
    label = f"{day.on.month}/{day.on.day}" if new_month else str(day.on.day)
    is_today = day.on == today
    words = [date_text(day.on), _spoken(day), _("today") if is_today else ""]
    spoken = "" if day.part is DayPart.VOID and not is_today else _(", ").join(word for word in words if word)
    return CalendarCell(label, _mark(day), spoken, f"{day.part}{' today' if is_today else ''}")


def _mark(day: ExplainedDay) -> str:
    words = _l("work %(number)s") if day.make_up and day.number else MARKS[day.part]
    return str(words % {"number": day.number})


def _spoken(day: ExplainedDay) -> str:
    make_up = _("make-up working day") if day.make_up else ""
    said = str(SPOKEN[day.part] % {"number": day.number})
    return str(_(", ")).join(word for word in (day.reason, make_up, said) if word)
