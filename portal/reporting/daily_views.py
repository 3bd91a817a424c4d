"""The wall of daily reports (日报告、零报告), a unit's own report, and reminding."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.reporting import DailyForm
from portal import clock
from portal.cases.desk import worklist
from portal.database import db
from portal.errors import NotFound
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.addresses import day
from portal.presentation.dates import date_text
from portal.presentation.flashes import announce
from portal.presentation.numbers import percent_text
from portal.presentation.submitting import form_page, succeeds
from portal.reporting import asking, daily_operations, daily_queries
from portal.reporting.daily import FIGURES, Duty
from portal.reporting.figures import WHOLE, Figure, reading
from portal.reporting.indicators import BY_KEY
from portal.reporting.models import DailyReport
from portal.reporting.scope import Scope
from portal.settings import current_settings
from portal.units.models import Unit
from portal.units.queries import by_id

blueprint = Blueprint("daily", __name__, url_prefix="/daily")

OWN_DAYS = 15
MOST_CASES = 50


@blueprint.route("")
@requires(Permission.REPORT_READ)
def index() -> str:
    """Show how all units stand with the reports of ten days: the last ones, or those up to a day of the address."""
    now, today = clock.now(), clock.today()
    days = asking.wall_days(request.args, today)
    rows = daily_queries.wall(db.session, days, now)
    lacking = daily_queries.lacking(db.session, today, now)
    duty = daily_queries.duty_of(db.session)
    reminded = daily_queries.reminded(db.session, today)
    return render_template(
        "reporting/wall.html",
        days=[_heading(on, today) for on in days],
        rows=rows,
        cells=[(row.unit.short_name, _cells(row), percent_text(row.rate, 0)) for row in rows],
        lacking=lacking,
        earlier=url_for("daily.index", until=(days[-1] - timedelta(days=1)).isoformat()),
        later=_later(days[0], today),
        span=(days[-1], days[0]),
        reminded=max((one.at for one in reminded.values()), default=None),
        is_due=duty.is_due(today),
        cutoff=current_settings().report_cutoff,
        today=today,
    )


def _later(last: date, today: date) -> str:
    """Return the address of the ten days after a day; without one today's wall is the latest."""
    if last >= today:
        return ""
    following = last + timedelta(days=asking.WALL_DAYS)
    return url_for("daily.index", until=following.isoformat()) if following < today else url_for("daily.index")


def _heading(on: date, today: date) -> str:
    return str(_("Today")) if on == today else f"{on.month}/{on.day}"


def _cells(row: daily_queries.Row) -> list[tuple[str, int, str]]:
    return [
        (cell.standing, cell.number, url_for("daily.show", report_id=cell.report.id) if cell.report else "")
        for cell in row.cells
    ]


@blueprint.post("/remind")
@requires(Permission.DAILY_REMIND)
def remind() -> Response:
    """Remind every unit whose report of today has not come."""
    units = daily_operations.remind(db.session, clock.today(), actor=current_actor())
    announce(_("Reminded: %(count)s", count=len(units)), "、".join(unit.short_name for unit in units))
    return redirect(url_for("daily.index"))


@blueprint.route("/<int:report_id>")
@requires(Permission.SIGNED_IN)
def show(report_id: int) -> str:
    """Show a report as it was filed."""
    report = db.session.get(DailyReport, report_id)
    actor = current_actor()
    if report is None or not (
        permits(actor, Permission.REPORT_READ, report) or permits(actor, Permission.DAILY_FILE, report)
    ):
        raise NotFound
    named = [(str(BY_KEY[key].name), report.figures.get(key, 0)) for key in FIGURES]
    return render_template("reporting/report.html", report=report, named=named)


@blueprint.route("/mine", methods=["GET", "POST"])
@requires(Permission.DAILY_FILE)
def mine() -> tuple[str, int] | Response:
    """Confirm the figures of a day for one's own unit, or file a zero report; days that lack theirs are named."""
    actor, now, today = current_actor(), clock.now(), clock.today()
    duty, unit = daily_queries.duty_of(db.session), _own_unit(actor)
    on = _day(today, duty)
    figures, form = daily_queries.counted(db.session, unit.id, on), DailyForm()
    if form.validate_on_submit() and succeeds(form, lambda: _file(form, unit, on, actor)):
        announce(_("The report of %(day)s is filed", day=date_text(on)), _("It stands on the wall from now on."))
        return redirect(url_for("daily.mine", on=on.isoformat()))
    form.seen.data = json.dumps({figure.indicator.key: figure.count for figure in figures})
    days = daily_queries.last_days(today, OWN_DAYS)
    own = next((row for row in daily_queries.wall(db.session, days, now) if row.unit.id == unit.id), None)
    report = daily_queries.report_of(db.session, unit.id, on)
    return form_page(
        "reporting/mine.html",
        form,
        unit=unit,
        on=on,
        figures=[(figure, _cases(figure, unit, on, actor)) for figure in figures],
        nothing=not any(figure.count for figure in figures),
        report=report,
        may_file=duty.may_file(on, now) and (report is None or now < duty.ends(on)),
        is_late=now >= duty.ends(on),
        days=list(zip(days, own.cells, strict=True)) if own else [],
        cutoff=current_settings().report_cutoff,
    )


def _file(form: DailyForm, unit: Unit, on: date, actor: Actor) -> None:
    try:
        seen = json.loads(form.seen.data or "")
    except ValueError:
        seen = {}
    daily_operations.file(
        db.session, unit, on, actor=actor, zero=form.zero.data, seen=seen, remark=form.remark.data or ""
    )


def _own_unit(actor: Actor) -> Unit:
    """Return the actor's unit, where it is one that reports."""
    units = {unit.id for unit, _since in daily_queries.reporting_units(db.session)}
    if actor.unit_id is None or actor.unit_id not in units:
        raise NotFound
    return by_id(db.session, actor.unit_id)


def _day(today: date, duty: Duty) -> date:
    """Return the day that the address asks for; without one today, on a day off the last working day before."""
    try:
        return day(request.args.get("on"))
    except ValueError:
        return today if duty.is_due(today) else duty.calendar.add(today, -1)


def _cases(figure: Figure, unit: Unit, on: date, actor: Actor) -> Sequence[worklist.Row]:
    """Return the cases that a figure counts."""
    read = reading(db.session, None, clock.today())
    conditions = read.criteria(figure.indicator, WHOLE, Scope(on, on, unit_id=unit.id))
    return worklist.rows(db.session, actor, *conditions, sort="submitted", offset=0, limit=MOST_CASES)
