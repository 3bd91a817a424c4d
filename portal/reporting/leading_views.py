"""The leader's page: what waits for the signature, what is late, and how the enterprises stand, on one sheet."""

from flask import Blueprint, render_template

from portal import clock
from portal.cases.desk import listing
from portal.cases.limits import lights
from portal.database import db
from portal.letters.signing import waiting_for
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.reporting import leading
from portal.workdays import load_calendar

blueprint = Blueprint("leading", __name__, url_prefix="/leading")


@blueprint.route("")
@requires(Permission.LEADING_READ)
def index() -> str:
    """Show the page of the leader who looks at it."""
    actor, today, calendar = current_actor(), clock.today(), load_calendar(db.session)
    supervised = leading.rows(db.session, actor, leading.supervised(actor))
    late = leading.rows(db.session, actor, lights.late(today) & leading.led_by(actor))
    standings = leading.enterprises(db.session, actor, today)
    return render_template(
        "reporting/leading.html",
        today=today,
        letters=[waiting.letter for waiting in waiting_for(db.session, actor)],
        supervised=(supervised[0], [listing.line(row, calendar, today) for row in supervised[1]]),
        late=(late[0], [listing.line(row, calendar, today) for row in late[1]]),
        standings=standings[: leading.MOST_ROWS],
        led=len(standings),
        high=sum(one.risk is leading.Risk.HIGH for one in standings),
    )
