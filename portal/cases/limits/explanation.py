"""A deadline in words and as a calendar: what the promise is, from when, what is not counted and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from portal.cases.limits.deadlines import ONE_DAY, Day, Deadline, Mark, PausedSpan, Skipped
from portal.cases.limits.timing import deadline_of, standard_days
from portal.cases.models import Case
from portal.i18n import html_language
from portal.presentation.calendar import CalendarCell, DayPart, ExplainedDay, calendar_weeks
from portal.presentation.dates import date_text
from portal.vocabulary import Light, Urgency
from portal.workdays import WorkCalendar

PARTS = {
    Mark.START: DayPart.START,
    Mark.COUNTED: DayPart.COUNTED,
    Mark.TO_COME: DayPart.TO_COME,
    Mark.OFF: DayPart.OFF,
    Mark.PAUSED: DayPart.PAUSED,
    Mark.END: DayPart.END,
}
LISTED_WEEKENDS = 2


def explained_days(deadline: Deadline, *, reopened: bool = False) -> list[ExplainedDay]:
    """Return the days from the start to the end; while paused only those that have passed, for the rest is open.

    The limit of a case that was ``reopened`` starts on that day and not on that of its submission.
    """
    shown = [day for week in deadline.weeks for day in week if day.mark is not Mark.OUTSIDE]
    if deadline.is_paused:
        shown = [day for day in shown if day.on <= deadline.today]
    return [_explained(day, reopened=reopened) for day in shown]


def _explained(day: Day, *, reopened: bool) -> ExplainedDay:
    part = DayPart.AGAIN if reopened and day.mark is Mark.START else PARTS[day.mark]
    return ExplainedDay(day.on, part, day.number, make_up=day.make_up, reason=_reason(day))


def _reason(day: Day) -> str:
    if day.mark is Mark.PAUSED:
        return str(_("waiting for the enterprise"))
    if day.extended:
        return str(_("extension"))
    if day.mark is Mark.OFF:
        return day.name or weekday(day.on)
    return ""


def weekday(on: date) -> str:
    """Return the name of the weekday alone, 星期日."""
    return format_date(on, "EEEE")


def caption(deadline: Deadline) -> str:
    """Return what the calendar is, for those who hear it."""
    days = explained_days(deadline)
    return str(
        _("Calendar of the limit, %(first)s to %(last)s", first=date_text(days[0].on), last=date_text(days[-1].on))
    )


def sentences(
    deadline: Deadline, *, basis: str = "", reopened: bool = False, green: bool = False, answered: bool = False
) -> list[str]:
    """Return the explanation in its order: limit and start, days off, make-up days, extension, pauses, what is open.

    ``basis`` says for what kind of case the limit is; ``answered`` that the clock was stopped by an outcome proposed.
    """
    said = [
        _limit(deadline, basis, reopened=reopened),
        _green(deadline) if green else "",
        _days_off(deadline.skipped),
        _make_up(deadline.make_up_days),
    ]
    said += [_extension(deadline), _pauses(deadline), _open_end(deadline), _stop(deadline, answered=answered)]
    return [sentence for sentence in said if sentence]


def basis_of(case: Case) -> str:
    """Return for what the limit of a case is: its urgency and kind, or its category where that has one of its own."""
    if case.limit_days not in standard_days(case):
        return case.category.name
    return str(case.kind.label) if case.urgency is Urgency.ORDINARY else f"{case.kind.label}、{case.urgency.label}"


def _limit(deadline: Deadline, basis: str, *, reopened: bool) -> str:
    of = _(" (%(basis)s)", basis=basis) if basis else ""
    facts = {"days": deadline.limit_days, "of": of, "start": date_text(deadline.start_on)}
    if reopened:
        return str(_("Limit: %(days)s working days%(of)s, counted again from the reopening on %(start)s.", **facts))
    return str(_("Limit: %(days)s working days%(of)s; submitted on %(start)s, the next working day is day 1.", **facts))


def _green(deadline: Deadline) -> str:
    return str(_("Green channel: %(days)s working days are half of the usual limit.", days=deadline.limit_days))


def _span(first: date, last: date) -> str:
    if first == last:
        return date_text(first)
    within_month = (first.year, first.month) == (last.year, last.month) and html_language() != "en"
    end = f"{last.day}日" if within_month else date_text(last)
    return str(_("%(first)s to %(last)s", first=date_text(first), last=end))


def _runs(skipped: Iterable[Skipped]) -> list[Skipped]:
    """Join days off in a row into one, under the name of its first holiday: a week off is one holiday, not four."""
    runs: list[Skipped] = []
    for group in skipped:
        before = runs[-1] if runs else None
        if before and before.last + ONE_DAY == group.first:
            runs[-1] = Skipped(before.name or group.name, before.first, group.last, before.days + group.days)
        else:
            runs.append(group)
    return runs


def _days_off(skipped: Iterable[Skipped]) -> str:
    groups = _runs(skipped)
    weekends = [group for group in groups if group.name is None]
    named = [
        str(
            _(
                "%(name)s, %(days)s days (%(span)s)",
                name=group.name,
                days=group.days,
                span=_span(group.first, group.last),
            )
        )
        for group in groups
        if group.name
    ]
    if len(weekends) > LISTED_WEEKENDS:
        named.append(str(_("%(days)s days of weekends", days=sum(group.days for group in weekends))))
    else:
        named += [_weekend(group) for group in weekends]
    return str(_("Not counted: %(days)s.", days=_("; ").join(named))) if named else ""


def _weekend(group: Skipped) -> str:
    if group.days == 1:
        return str(_("%(day)s (%(weekday)s)", day=date_text(group.first), weekday=weekday(group.first)))
    return str(_("%(span)s (weekend)", span=_span(group.first, group.last)))


def _make_up(days: Iterable[date]) -> str:
    named = [str(_("%(day)s (%(weekday)s)", day=date_text(day), weekday=weekday(day))) for day in days]
    return str(_("Counted as make-up working days: %(days)s.", days=_("; ").join(named))) if named else ""


def _extension(deadline: Deadline) -> str:
    if not deadline.extended_days:
        return ""
    facts = {
        "days": deadline.extended_days,
        "first": date_text(deadline.first_end_on),
        "last": date_text(deadline.end_on),
    }
    return str(_("Extended by %(days)s working days, from %(first)s to %(last)s.", **facts))


def _pauses(deadline: Deadline) -> str:
    ended = [pause for pause in deadline.pauses if pause.last]
    if not ended or not deadline.postponed:
        return ""
    spans = _("; ").join(_span(*_ends(pause)) for pause in ended)
    return str(
        _(
            "Waited for the enterprise %(spans)s, moved on by %(days)s working days.",
            spans=spans,
            days=deadline.postponed,
        )
    )


def _ends(pause: PausedSpan) -> tuple[date, date]:
    return pause.first, pause.last or pause.first


def _open_end(deadline: Deadline) -> str:
    if not deadline.is_paused:
        return ""
    return str(
        _(
            "The limit stands still until the supplement is there; supplied today, the answer is due on %(day)s.",
            day=date_text(deadline.end_on),
        ),
    )


def _stop(deadline: Deadline, *, answered: bool) -> str:
    if not deadline.stopped:
        return ""
    on = date_text(deadline.today)
    if not answered:
        return str(_("The clock stopped on %(day)s.", day=on))
    if deadline.days_late:
        days = deadline.days_late
        return str(_("The outcome was proposed on %(day)s, %(days)s working days late.", day=on, days=days))
    if deadline.remaining <= 0:
        return str(_("The outcome was proposed on %(day)s, the promised day.", day=on))
    days = deadline.remaining
    return str(
        _("The outcome was proposed on %(day)s, %(days)s working days before the promised day.", day=on, days=days)
    )


def provisional(deadline: Deadline) -> str:
    """Return the warning that a year's days off are not yet published; empty where all are."""
    if not deadline.is_provisional:
        return ""
    years = range(deadline.start_on.year, deadline.end_on.year + 1)
    unknown = "、".join(str(year) for year in years if year not in deadline.calendar.published)
    return str(_("The days off of %(years)s are not yet published; counted by weekends until they are.", years=unknown))


def light_days(deadline: Deadline) -> int:
    """Return the number that goes with the light: working days left, or working days late."""
    return deadline.days_late or deadline.remaining


@dataclass(frozen=True)
class Explanation:
    """Everything that a page shows of a deadline; ``due_on`` is None while the clock stands still."""

    due_on: date | None
    light: Light
    days: int
    weeks: list[list[CalendarCell]]
    caption: str
    sentences: list[str]
    provisional: str


def explain(case: Case, calendar: WorkCalendar, today: date) -> Explanation:
    """Explain the deadline of a case as it stands on ``today``."""
    deadline = deadline_of(case, calendar, today)
    return explained(deadline, today, sentences_of(case, deadline), reopened=is_counted_again(case))


def is_counted_again(case: Case) -> bool:
    """Tell whether the limit of a case is counted from its reopening."""
    return case.clock_started_at > case.submitted_at


def sentences_of(case: Case, deadline: Deadline) -> list[str]:
    """Return the explanation of a case's deadline, on pages and on paper."""
    return sentences(
        deadline,
        basis=basis_of(case),
        reopened=is_counted_again(case),
        green=case.green_channel,
        answered=case.proposed_at is not None,
    )


def explained(deadline: Deadline, today: date, said: list[str], *, reopened: bool = False) -> Explanation:
    """Explain a deadline in these sentences, also one of a case that is still to be submitted."""
    return Explanation(
        due_on=deadline.due_on,
        light=deadline.light,
        days=light_days(deadline),
        weeks=calendar_weeks(explained_days(deadline, reopened=reopened), today),
        caption=caption(deadline),
        sentences=said,
        provisional=provisional(deadline),
    )
