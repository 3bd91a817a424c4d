"""The working calendar."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.administration import CalendarDayForm, CalendarYearForm
from portal import clock
from portal.administration import calendar
from portal.administration.blueprint import blueprint
from portal.administration.calendar import sound_year
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.workdays import DayKind


def _back(year: int) -> Response:
    return redirect(url_for("administration.calendar", year=year))


@blueprint.get("/calendar", endpoint="calendar")
@requires(Permission.CALENDAR_MANAGE)
def show_calendar() -> str:
    """Show a year: this one, or the one that the address names."""
    wanted = request.args.get("year", type=int)
    year = sound_year(clock.today().year if wanted is None else wanted)
    return render_template("administration/calendar.html", view=calendar.year_view(db.session, year))


@blueprint.route("/calendar/<int:year>/days/new", methods=["GET", "POST"])
@requires(Permission.CALENDAR_MANAGE)
def new_day(year: int) -> tuple[str, int] | Response:
    """Enter a day of the official notice."""
    sound_year(year)
    form = CalendarDayForm()
    if form.validate_on_submit():
        kind = DayKind(form.kind.data)
        if succeeds(
            form,
            lambda: calendar.add_day(
                db.session,
                actor=current_actor(),
                on=form.on.data,
                kind=kind,
                name=form.name.data,
            ),
        ):
            announce(_("Entered: %(date)s %(name)s", date=date_text(form.on.data, year=True), name=form.name.data))
            return _back(form.on.data.year)
    return form_page("administration/calendar-day.html", form, year=year)


@blueprint.post("/calendar/days/<int:day_id>/remove")
@requires(Permission.CALENDAR_MANAGE)
def remove_day(day_id: int) -> Response:
    """Take a day out."""
    day = calendar.remove_day(db.session, actor=current_actor(), day_id=day_id)
    announce(_("Removed: %(date)s %(name)s", date=date_text(day.on, year=True), name=day.name))
    return _back(day.on.year)


@blueprint.route("/calendar/<int:year>/publish", methods=["GET", "POST"])
@requires(Permission.CALENDAR_MANAGE)
def publish_year(year: int) -> tuple[str, int] | Response:
    """Note that the official notice of a year is entered."""
    sound_year(year)
    form = CalendarYearForm()
    if form.validate_on_submit() and succeeds(
        form,
        lambda: calendar.publish_year(db.session, actor=current_actor(), year=year, notice=form.notice.data),
    ):
        announce(_("%(year)s is no longer provisional", year=year))
        return _back(year)
    return form_page("administration/calendar-year.html", form, year=year)


@blueprint.post("/calendar/<int:year>/withdraw")
@requires(Permission.CALENDAR_MANAGE)
def withdraw_year(year: int) -> Response:
    """Let a year be provisional again."""
    calendar.withdraw_year(db.session, actor=current_actor(), year=sound_year(year))
    announce(_("%(year)s is provisional again", year=year), tone="care")
    return _back(year)
