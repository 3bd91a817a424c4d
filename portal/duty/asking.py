"""Which line and which week of the roster a request asks to see."""

from collections.abc import Sequence
from datetime import date, timedelta

from werkzeug.datastructures import MultiDict

from portal import clock
from portal.duty.models import DutyLine
from portal.presentation.addresses import day


def day_of(text: str | None) -> date:
    """Return the day that an address names; today where it names none."""
    try:
        return day(text)
    except ValueError:
        return clock.today()


def line_and_monday(lines: Sequence[DutyLine], args: MultiDict[str, str]) -> tuple[DutyLine | None, date]:
    """Return the line, the first where none is named, and the Monday of the week."""
    chosen, on = args.get("line", type=int), day_of(args.get("on"))
    line = next((one for one in lines if one.id == chosen), lines[0] if lines else None)
    return line, on - timedelta(days=on.weekday())
