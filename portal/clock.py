"""The only reader of the clock: aware UTC instants, and local dates in the county's time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
_shift = timedelta(0)


def now() -> datetime:
    """Return this instant as an aware UTC datetime."""
    return datetime.now(UTC) + _shift


def today() -> date:
    """Return the local calendar date (Asia/Shanghai)."""
    return local_date(now())


def local_date(at: datetime) -> date:
    """Return the local calendar date on which an aware instant falls."""
    return at.astimezone(LOCAL).date()


def local_instant(on: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the UTC instant of a local wall-clock time."""
    return datetime.combine(on, time(hour, minute), LOCAL).astimezone(UTC)


@contextmanager
def travel(to: datetime) -> Iterator[None]:
    """Let the whole process live at another time, running on from ``to`` (an aware datetime)."""
    global _shift  # noqa: PLW0603  one clock a process is the point
    before = _shift
    _shift = to - datetime.now(UTC)
    try:
        yield
    finally:
        _shift = before
