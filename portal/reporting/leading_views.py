"""The leader's page: what waits for the signature, what is late, and how the enterprises stand, on one sheet.

What does not fit on the sheet stands in the lists behind it.
"""

from collections import Counter

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.cases.desk import listing, worklist
from portal.database import db
from portal.letters.signing import to_countersign, waiting_for
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged
from portal.reporting import leading
from portal.reporting.leading import Risk
from portal.workdays import load_calendar

blueprint = Blueprint("leading", __name__, url_prefix="/leading")


@blueprint.route("")
@requires(Permission.LEADING_READ)
def index() -> str:
    """Show the page of the leader who looks at it."""
    actor, today, calendar = current_actor(), clock.today(), load_calendar(db.session)
    letters = [waiting.letter for waiting in waiting_for(db.session, actor)] + to_countersign(db.session, actor)
    supervised = leading.rows(db.session, actor, leading.supervised(actor))
    late = leading.rows(db.session, actor, leading.late(actor))
    led = leading.enterprises(db.session, actor, today)
    counts = (len(letters), supervised[0], late[0], len(led))
    shown = leading.shares(counts)
    return render_template(
        "reporting/leading.html",
        today=today,
        letters=letters[: shown[0]],
        supervised=[listing.line(row, calendar, today) for row in supervised[1][: shown[1]]],
        late=[listing.line(row, calendar, today) for row in late[1][: shown[2]]],
        standings=led[: shown[3]],
        high=sum(one.risk is Risk.HIGH for one in led),
        counts=counts,
    )


@blueprint.route("/enterprises")
@requires(Permission.LEADING_READ)
def enterprises() -> str:
    """List all enterprises that the leader leads, those at risk first, or those of one risk."""
    chosen = request.args.get("risk")
    standings = leading.enterprises(db.session, current_actor(), clock.today())
    found = leading.at_risk(standings, chosen)
    page = paged(len(found))
    return render_template(
        "reporting/led.html",
        standings=found[page.offset : page.offset + page.size],
        risks=_risks(Counter(one.risk for one in standings), chosen),
        page=page,
    )


def _risks(counts: Counter[Risk], chosen: str | None) -> list[tuple[str, str, bool]]:
    """Return the links to the enterprises of each risk: words, address, whether it is the one shown."""
    every = (_("All (%(count)s)", count=counts.total()), url_for("leading.enterprises"), chosen not in set(Risk))
    links = [every]
    for risk in Risk:
        words = _("%(risk)s (%(count)s)", risk=risk.label, count=counts[risk])
        links.append((words, url_for("leading.enterprises", risk=risk), risk == chosen))
    return links


@blueprint.route("/<any(supervised, late):which>")
@requires(Permission.LEADING_READ)
def cases(which: str) -> str:
    """List all cases that the leader supervises, or all late ones at the enterprises that the leader leads."""
    actor, today, calendar = current_actor(), clock.today(), load_calendar(db.session)
    condition = leading.LISTS[which](actor)
    page = paged(worklist.total(db.session, actor, condition))
    rows = worklist.rows(db.session, actor, condition, sort="due", offset=page.offset, limit=page.size)
    return render_template(
        "reporting/led-cases.html",
        which=which,
        lines=[listing.line(row, calendar, today) for row in rows],
        page=page,
    )
