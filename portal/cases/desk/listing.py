"""The lines of a work list as they are shown, and the filters over them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.cases import CaseFilterForm
from portal.cases.desk.prospects import next_step
from portal.cases.desk.worklist import SORTS, Row, Wanted
from portal.cases.limits import explanation
from portal.cases.limits.timing import deadline_of, silence_ends_on
from portal.cases.queries import categories
from portal.permissions.actor import Actor
from portal.presentation.dates import date_text
from portal.presentation.marks import light_mark
from portal.units.queries import HANDLING, choices, of_kinds, street_choices
from portal.vocabulary import CaseKind, Channel, Light, Urgency
from portal.workdays import WorkCalendar

KEPT = (
    "tab",
    "q",
    "status",
    "kind",
    "category",
    "area",
    "unit",
    "light",
    "channel",
)  # in the address when the order changes


@dataclass(frozen=True)
class Line:
    """A row with its light, what comes next, and the plain facts worth a tag."""

    row: Row
    light: Light
    days: int
    light_words: str
    next_step: str
    marks: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """Tell whether the promise has passed."""
        return self.light is Light.LATE


def line(row: Row, calendar: WorkCalendar, today: date) -> Line:
    """Return a row as it is shown."""
    deadline = deadline_of(row, calendar, today)
    step = next_step(
        row.status,
        pending=row.pending,
        open_tasks=row.open_tasks,
        rejections=row.rejections,
        confirm_by=silence_ends_on(row.proposed_at, calendar) if row.proposed_at else None,
    )
    return Line(
        row=row,
        light=deadline.light,
        days=explanation.light_days(deadline),
        light_words=_ended(row),
        next_step=step,
        marks=tuple(_marks(row)),
    )


def _ended(row: Row) -> str:
    if row.ended_at is None:
        return ""
    return str(_("ended on %(day)s", day=date_text(row.ended_at)))


def _marks(row: Row) -> list[str]:
    marks = [str(row.kind.label)] if row.kind is CaseKind.LEGAL_QUESTION else []
    if row.urgency is Urgency.URGENT:
        marks.append(str(_("Urgent, limit in working days: %(days)s", days=row.limit_days)))
    elif row.urgency is Urgency.HARD:
        marks.append(str(row.urgency.label))
    marks += [str(words) for is_so, words in _care(row) if is_so]
    if row.channel is not Channel.ONLINE:
        marks.append(str(row.channel.label))
    return marks


def _care(row: Row) -> list[tuple[bool, str]]:
    """Return the marks of special care; who sees the row may know of them."""
    return [
        (row.confidential, _("Confidential report")),
        (row.restricted, _("Restricted")),
        (row.sensitive, _("Stability-sensitive")),
    ]


def filters(session: Session, args: MultiDict[str, str]) -> CaseFilterForm:
    """Return the filters of a request, with the choices that come from data."""
    return CaseFilterForm(
        args,
        category=[("", _("All categories")), *((each.id, each.full_name) for each in categories(session))],
        area=[("", _("All streets")), *street_choices(session)],
        unit=[("", _("All units")), *choices(of_kinds(session, *HANDLING))],
        light=[("", _("All lights")), *((light.value, _light_name(light)) for light in Light)],
    )


def _light_name(light: Light) -> str:
    names = {
        Light.IN_TIME: _("In time"),
        Light.HALF: _("Past half"),
        Light.LATE: _("Late"),
    }
    return str(names.get(light) or light_mark(light).words)


def wanted(form: CaseFilterForm) -> Wanted:
    """Return what the filters ask for."""
    return Wanted(
        q=form.q.data or "",
        status=form.status.data,
        kind=form.kind.data,
        category_id=form.category.data,
        area_id=form.area.data,
        unit_id=form.unit.data,
        light=Light(form.light.data) if form.light.data else None,
        channel=form.channel.data,
    )


def chosen_sort(wanted: str | None, actor: Actor) -> str:
    """Return how the list is sorted: for staff by what falls due, for an enterprise by what waits for it."""
    return wanted if wanted in SORTS else "due" if actor.is_staff else "turn"


def sort_links(args: MultiDict[str, str], sort: str) -> list[tuple[str, str, bool]]:
    """Return words, address and choice of the ways in which a list is sorted; the filters stay, the page does not."""
    names = {"due": str(_("Promised answer")), "submitted": str(_("Submission, newest first"))}
    kept: dict[str, Any] = {name: args[name] for name in KEPT if args.get(name)}
    return [(words, url_for("cases.index", **kept, sort=key), key == sort) for key, words in names.items()]


def is_set(form: CaseFilterForm) -> bool:
    """Tell whether anything is filtered."""
    return any(field.data for field in form)
