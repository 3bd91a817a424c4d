"""Dates and times as people here write them: local, 10月12日, the year only when it is not this one."""

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _

from portal import clock

PATTERNS = {
    "zh": ("M月d日", "y年M月d日", " EEEE"),
    "en": ("d MMM", "d MMM y", "EEE "),
}


def _locale() -> Locale:
    return get_locale() or Locale("zh", "CN")


def _local(value: date | datetime) -> date:
    return clock.local_date(value) if isinstance(value, datetime) else value


def date_text(value: date | datetime, *, weekday: bool = False, year: bool | None = None) -> str:
    """Return 10月12日 or 12 Oct; ``weekday`` adds 星期一 or Mon.

    The year is shown when it is not this one, always with ``year=True``, never with ``year=False``.
    An aware datetime counts as the local day on which it falls.
    """
    on, locale = _local(value), _locale()
    short, long, day = PATTERNS.get(locale.language, PATTERNS["en"])
    with_year = on.year != clock.today().year if year is None else year
    pattern = long if with_year else short
    if weekday:
        pattern = pattern + day if locale.language == "zh" else day + pattern
    return format_date(on, pattern, locale=locale)


def when_text(on: date) -> str:
    """Return when something is to be done: 今日 where ``on`` is today, otherwise 下一工作日（11月23日）.

    ``on`` is the working day to which today belongs (``WorkCalendar.working_day``), so on a day off nothing is due.
    """
    if on == clock.today():
        return str(_("this working day"))
    return str(_("on the next working day, %(day)s", day=date_text(on)))


def official_day(value: date | datetime) -> str:
    """Return 3月5日, as notices and official papers write it, whoever reads the screen; local for an instant."""
    on = _local(value)
    return f"{on.month}月{on.day}日"


def time_text(at: datetime) -> str:
    """Return the local wall-clock time of an aware datetime, 09:20."""
    return f"{at.astimezone(clock.LOCAL):%H:%M}"


def datetime_text(at: datetime) -> str:
    """Return 今天 09:20 for an instant of today, otherwise its date and time, 10月12日 14:05."""
    if _local(at) == clock.today():
        return str(_("Today %(time)s", time=time_text(at)))
    return f"{date_text(at)} {time_text(at)}"


def iso(value: date | datetime) -> str:
    """Return the value of a ``time`` element's ``datetime`` attribute, in local time for an instant."""
    if isinstance(value, datetime):
        return value.astimezone(clock.LOCAL).isoformat(timespec="minutes")
    return value.isoformat()
