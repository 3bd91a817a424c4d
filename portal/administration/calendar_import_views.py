"""Importing the official notice of a year: the page shows what it means before anything is changed."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.administration import CalendarNoticeForm
from portal.administration import calendar_import
from portal.administration.blueprint import blueprint
from portal.administration.calendar import sound_year
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page

EXAMPLE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"


@blueprint.route("/calendar/<int:year>/import", methods=["GET", "POST"])
@requires(Permission.CALENDAR_MANAGE)
def import_notice(year: int) -> tuple[str, int] | Response:
    """Read the days of a notice; sent with ``confirm`` they are taken in, otherwise only shown."""
    form = CalendarNoticeForm(
        notice=_("Notice of the General Office of the State Council on days off in %(year)s", year=sound_year(year))
    )
    preview = None
    if form.validate_on_submit():
        if "confirm" in request.form:
            if (done := attempt(form, lambda: _take_in(form, year))) is not None:
                announce(
                    _("The notice of %(year)s is entered", year=year),
                    _(
                        "Days entered: %(days)s. Dates that moved: %(moved)s; the people concerned have been told.",
                        days=len(done.days),
                        moved=len(done.moved),
                    ),
                )
                return redirect(url_for("administration.calendar", year=year))
        else:
            preview = attempt(form, lambda: calendar_import.preview(db.session, year=year, text=form.text.data))
    example = {"example": EXAMPLE, "example_line": f"{year}-01-01,休,元旦"}
    return form_page("administration/calendar-import.html", form, year=year, preview=preview, **example)


def _take_in(form: CalendarNoticeForm, year: int) -> calendar_import.Preview:
    return calendar_import.take_in(
        db.session, actor=current_actor(), year=year, text=form.text.data, notice=form.notice.data
    )
