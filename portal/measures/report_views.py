"""What people search for and do not find, for whoever keeps the library and its dictionary."""

from datetime import timedelta

from flask import Blueprint, render_template, request

from portal import clock
from portal.database import db
from portal.measures import tallies
from portal.permissions.checks import requires
from portal.permissions.permission import Permission

blueprint = Blueprint("policy_reports", __name__, url_prefix="/admin/policy-reports")


@blueprint.get("")
@requires(Permission.MEASURE_MANAGE)
def index() -> str:
    """List the questions without a hit and those of which no hit was opened, over the last days."""
    days = tallies.period(request.args.get("days", type=int))
    since = clock.today() - timedelta(days=days - 1)
    return render_template(
        "measures/desk/reports.html",
        days=days,
        periods=tallies.PERIODS,
        without_hit=tallies.without_hit(db.session, since),
        without_click=tallies.without_click(db.session, since),
    )
