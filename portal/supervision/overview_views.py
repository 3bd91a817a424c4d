"""The supervisors' overview (督查总览) and the lists behind its counts."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from portal import clock
from portal.cases.desk import listing, worklist
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged
from portal.supervision import queries
from portal.supervision.escalation import units_reported
from portal.supervision.ladder import LADDER, Step
from portal.supervision.queries import Listed
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
        letters=queries.unanswered(db.session, today),
        units_reported=units_reported(db.session, today.replace(day=1)),
        today=today,
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
