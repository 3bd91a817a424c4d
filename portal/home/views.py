"""The home of visitors, enterprises and staff, the staff's search, and the pages that explain."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.administration.overview import Overview, overview
from portal.answers.queries import published
from portal.cases.desk import desks, listing, worklist
from portal.cases.limits.timing import silence_ends_on
from portal.database import db
from portal.eligibility.queries import matches
from portal.enterprises.models import Enterprise
from portal.home import waiting
from portal.home.navigation import frame
from portal.pairing.queries import slots_of
from portal.permissions.actor import Actor
from portal.permissions.checks import actor_or_none, requires
from portal.permissions.permission import Permission
from portal.references import normalise
from portal.reporting.figures import public_figures
from portal.settings import current_settings
from portal.vocabulary import Role
from portal.workdays import load_calendar

blueprint = Blueprint("home", __name__)
blueprint.app_context_processor(frame)

SHOWN = 8
SHOWN_ANSWERS = 4


@blueprint.route("/")
@requires(Permission.PUBLIC)
def index() -> str:
    """Show each person the home that is theirs."""
    actor = actor_or_none()
    if actor is None:
        today = clock.today()
        figures = public_figures(db.session, today)
        return render_template(
            "home/public.html", figures=figures, today=today, answers=published(db.session, limit=SHOWN_ANSWERS)
        )
    return staff_home(actor) if actor.is_staff else enterprise_home(actor)


def enterprise_home(actor: Actor) -> str:
    """Show what waits for the enterprise, who stands by it, and its latest cases."""
    today, calendar = clock.today(), load_calendar(db.session)
    tabs = {tab.key: tab for tab in desks.desk(actor, today, calendar)}
    enterprises = [db.session.get_one(Enterprise, id_) for id_ in sorted(actor.enterprise_ids)]

    def lines(key: str, limit: int) -> list[listing.Line]:
        found = worklist.rows(db.session, actor, tabs[key].condition, sort="submitted", offset=0, limit=limit)
        return [listing.line(row, calendar, today) for row in found]

    return render_template(
        "home/enterprise.html",
        enterprises=[(enterprise, slots_of(db.session, enterprise.id)) for enterprise in enterprises],
        waiting=lines("ours", SHOWN) if enterprises else [],
        latest=lines(desks.ALL, SHOWN) if enterprises else [],
        silent_until=lambda row: silence_ends_on(row.proposed_at, calendar),
        total=worklist.total(db.session, actor) if enterprises else 0,
        policies=matches(db.session, sorted(actor.enterprise_ids), today, own=True),
    )


def staff_home(actor: Actor) -> str:
    """Show what waits for a member of staff, the most pressing first."""
    today, calendar = clock.today(), load_calendar(db.session)
    tabs = desks.desk(actor, today, calendar)
    together = next(tab for tab in tabs if tab.key == desks.WAITING)
    rows = worklist.rows(db.session, actor, together.condition, sort="due", offset=0, limit=SHOWN)
    return render_template(
        "home/staff.html",
        tabs=[tab for tab in tabs if tab.waits and tab.key != desks.WAITING],
        counts=waiting.counts(db.session, actor),
        lines=[listing.line(row, calendar, today) for row in rows],
        letters=waiting.letters_waiting(db.session, actor),
        today=today,
        overview=portal_overview() if actor.has(Role.ADMIN) else None,
        provisional=calendar.is_provisional(today, today.replace(year=today.year + 1)),
    )


def portal_overview() -> Overview:
    """Return what the administrator's home says of the portal itself."""
    return overview(db.session, at=clock.now(), idle=timedelta(minutes=current_settings().idle_minutes))


@blueprint.route("/search")
@requires(Permission.STAFF)
def search() -> Response:
    """Take the staff's search to where it belongs: a case by its reference, cases, or the policy library."""
    asked = request.args.get("q", "").strip()
    reference = normalise(asked)
    if reference:
        return redirect(url_for("cases.show", reference=reference))
    actor = actor_or_none()
    form_found = actor is not None and worklist.total(db.session, actor, worklist.matching(asked))
    return redirect(url_for("cases.index", q=asked, tab="all") if form_found else url_for("measures.search", q=asked))


@blueprint.route("/help")
@requires(Permission.PUBLIC)
def help_page() -> str:
    """Explain how to use the portal, for each kind of person."""
    return render_template("home/help.html")


@blueprint.route("/accessibility")
@requires(Permission.PUBLIC)
def accessibility() -> str:
    """State how accessible the portal is and whom to tell of a barrier."""
    return render_template("home/accessibility.html")


@blueprint.route("/privacy")
@requires(Permission.PUBLIC)
def privacy() -> str:
    """State which data are kept, who sees them and for how long."""
    return render_template("home/privacy.html")
