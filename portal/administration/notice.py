"""The days of an official notice read from text, pure: as the State Council writes them, as a table, or as iCalendar.

The notice's own words are checked: the weekday after each date, and the number of days that it says of each holiday.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from portal.errors import RuleBroken
from portal.presentation.dates import date_text
from portal.workdays import ONE_DAY, SATURDAY, DayKind

WEEKDAYS = "一二三四五六日"
MAKE_UP = "调休上班"
HEADED = re.compile(r"^\s*(?:[一二三四五六七八九十]+、)?\s*(?P<name>[^\s：:，,。\d]{2,20})[：:](?P<rest>.*\d+日.*)$")
DAY = r"(?:(?P<year{0}>\d{{4}})年)?(?:(?P<month{0}>\d{{1,2}})月)?(?P<day{0}>\d{{1,2}})日(?P<note{0}>（[^）]*）)?"
SPAN = re.compile(DAY.format(1) + r"(?:\s*(?:至|—|-|~)\s*" + DAY.format(2) + ")?")
COUNT = re.compile(r"共(\d+)天")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
ROW = re.compile(r"^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\s,，;；\t]+(\S+?)(?:[\s,，;；\t]+(\S.*?))?\s*$")
KINDS = {
    **dict.fromkeys(("休", "放假", "休息", "rest", "off"), DayKind.REST),
    **dict.fromkeys(("班", "上班", "补班", "调休上班", "work"), DayKind.WORK),
}


@dataclass(frozen=True)
class NoticeDay:
    """A day that the notice names."""

    on: date
    kind: DayKind
    name: str


def read_notice(text: str, year: int) -> list[NoticeDay]:
    """Return the days that a text names, in order; ``year`` is the one meant where the text says none.

    Raises RuleBroken at ``text`` for a line that contradicts itself or the calendar, and where nothing is recognised.
    """
    found = _from_icalendar(text) if "BEGIN:VEVENT" in text else _from_lines(text, year)
    days: dict[date, NoticeDay] = {}
    for day in found:
        if day.kind is DayKind.WORK and day.on.weekday() < SATURDAY:
            raise _wrong(
                _(
                    "%(day)s is no Saturday or Sunday, so it cannot be worked in exchange.",
                    day=date_text(day.on, year=True),
                )
            )
        if day.on in days and days[day.on].kind is not day.kind:
            raise _wrong(
                _("%(day)s is named both as a day off and as a working day.", day=date_text(day.on, year=True))
            )
        days.setdefault(day.on, day)
    if not any(day.on.year == year for day in days.values()):
        raise _wrong(_("No day of %(year)s is recognised in this text.", year=year))
    return [days[on] for on in sorted(days)]


def _wrong(message: str) -> RuleBroken:
    return RuleBroken(message, "text")


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _wrong(_("There is no %(year)s-%(month)s-%(day)s.", year=year, month=month, day=day)) from None


def _from_lines(text: str, year: int) -> Iterator[NoticeDay]:
    for line in text.splitlines():
        if row := ROW.match(line):
            yield _from_row(row)
        elif headed := HEADED.match(line):
            yield from _from_holiday(headed["name"], headed["rest"], year)


def _from_row(row: re.Match[str]) -> NoticeDay:
    kind = KINDS.get(row[4].lower())
    if kind is None:
        raise _wrong(_("“%(word)s” is neither 休 nor 班.", word=row[4]))
    name = row[5] or (MAKE_UP if kind is DayKind.WORK else "放假")
    return NoticeDay(_date(int(row[1]), int(row[2]), int(row[3])), kind, name[:40])


def _from_holiday(name: str, rest: str, year: int) -> Iterator[NoticeDay]:
    """Yield the days of one holiday, such as 1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"""
    month = 0
    for sentence in re.split(r"[。；;]", rest):
        off, worked = "放假" in sentence, "上班" in sentence
        days: list[date] = []
        for span in SPAN.finditer(sentence) if off or worked else ():
            month = int(span["month1"] or month)
            first = _read(span, "1", year, month)
            month = int(span["month2"] or month)
            last = _read(span, "2", first.year, month) if span["day2"] else first
            days += [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if off and (said := COUNT.search(sentence)) and int(said[1]) != len(days):
            raise _wrong(
                _("%(name)s: the notice says %(said)s days, the dates are %(days)s.", **_facts(name, said, days))
            )
        kind = DayKind.REST if off else DayKind.WORK
        yield from (NoticeDay(on, kind, name if off else MAKE_UP) for on in days)


def _facts(name: str, said: re.Match[str], days: list[date]) -> dict[str, object]:
    return {"name": name, "said": said[1], "days": len(days)}


def _read(span: re.Match[str], which: str, year: int, month: int) -> date:
    """Return the first or the second date of a span; raise RuleBroken where its weekday is another."""
    on = _date(int(span[f"year{which}"] or year), month, int(span[f"day{which}"]))
    named = WEEKDAY.search(span[f"note{which}"] or "")
    if named and WEEKDAYS[on.weekday()] != named[1].replace("天", "日"):
        raise _wrong(
            _("%(day)s is not a 星期%(weekday)s. Check the year.", day=date_text(on, year=True), weekday=named[1])
        )
    return on


def _from_icalendar(text: str) -> Iterator[NoticeDay]:
    """Yield the days of the events; their end is the day after the last, as RFC 5545 has it for dates."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    for event in re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", unfolded, re.DOTALL):
        first, last = (
            re.search(rf"^{name}[^:\n]*:(\d{{4}})(\d\d)(\d\d)", event, re.MULTILINE) for name in ("DTSTART", "DTEND")
        )
        summary = re.search(r"^SUMMARY[^:\n]*:(.+)$", event, re.MULTILINE)
        if first is None or summary is None:
            raise _wrong(_("An event of the file has no date or no name."))
        begin = _date(*map(int, first.groups()))
        until = _date(*map(int, last.groups())) if last else begin + ONE_DAY
        kind = DayKind.WORK if re.search(r"班|work", summary[1], re.IGNORECASE) else DayKind.REST
        name = MAKE_UP if kind is DayKind.WORK else re.sub(r"[\s（(]*(?:休|放假|假期).*$", "", summary[1]).strip()
        for n in range(max(1, (until - begin).days)):
            yield NoticeDay(begin + timedelta(days=n), kind, (name or summary[1].strip())[:40])
