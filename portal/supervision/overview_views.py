"""The supervisors' overview (督查总览) and the lists behind its counts."""

from datetime import date

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from portal import clock
from portal.cases.desk import listing, worklist
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged
from portal.supervision import queries, unanswered
from portal.supervision.escalation import units_reported
from portal.supervision.ladder import LADDER, Step
from portal.supervision.queries import Listed
from portal.supervision.reply_models import UnitEscalation
from portal.units.queries import by_id
from portal.workdays import load_calendar

blueprint = Blueprint("supervision_overview", __name__, url_prefix="/supervision")


@blueprint.route("")
@requires(Permission.SUPERVISION_OVERVIEW)
def index() -> str:
    """Show how many cases stand at each rung, whose cases are late, and which letters wait for their answer."""
    today = clock.today()
    return render_template(
        "supervision/index.html",
        ladder=[(step, _when(step), "、".join(str(whom.label) for whom in step.told)) for step in LADDER],
        counts=queries.counts(db.session),
        late=worklist.total(db.session, current_actor(), Listed().condition(today)),
        units=queries.late_by_unit(db.session, today),
        steps=unanswered.count_steps(db.session),
        letters=unanswered.letters(db.session, today),
        units_reported=_handing_back(today),
        today=today,
    )


def _handing_back(today: date) -> list[tuple[UnitEscalation, int]]:
    """Return the reports on units of this month, and how many cases each unit has handed back by now."""
    return [
        (each, worklist.total(db.session, current_actor(), Listed(handed_back_by=each.unit_id).condition(today)))
        for each in units_reported(db.session, today.replace(day=1))
    ]


@blueprint.route("/unanswered")
@requires(Permission.SUPERVISION_OVERVIEW)
def steps() -> str:
    """List the steps to which their units have not replied."""
    page = paged(unanswered.count_steps(db.session))
    calendar = load_calendar(db.session)
    return render_template(
        "supervision/unanswered.html",
        exchanges=unanswered.steps(db.session, calendar, offset=page.offset, limit=page.size),
        page=page,
    )


@blueprint.route("/cases")
@requires(Permission.SUPERVISION_OVERVIEW)
def cases() -> str:
    """List the cases behind a count."""
    actor, today, calendar = current_actor(), clock.today(), load_calendar(db.session)
    listed = Listed.asked_by(request.args)
    condition = listed.condition(today)
    page = paged(worklist.total(db.session, actor, condition))
    rows = worklist.rows(db.session, actor, condition, sort="due", offset=page.offset, limit=page.size)
    return render_template(
        "supervision/cases.html",
        title=_title(listed),
        lines=[listing.line(row, calendar, today) for row in rows],
        page=page,
    )


def _title(listed: Listed) -> str:
    if listed.rung:
        return str(listed.rung.label)
    if listed.handed_back_by:
        return _("Handed back this month: %(unit)s", unit=by_id(db.session, listed.handed_back_by).name)
    if listed.unit_id is None:
        return _("Late cases")
    name = by_id(db.session, listed.unit_id).name if listed.unit_id else _("Not yet dispatched")
    return _("Late cases: %(unit)s", unit=name)


def _when(step: Step) -> str:
    if not step.after:
        return _("On the promised day")
    before, after = (
        _("Working days before the promised day: %(days)s"),
        _("Working days after the promised day: %(days)s"),
    )
    return str(before if step.after < 0 else after) % {"days": abs(step.after)}
