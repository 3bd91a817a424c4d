"""Seeing cases: the work list, a case, its deadline day by day, and its files."""

from flask import Blueprint, Response, render_template, request

from portal import clock
from portal.attachments.sending import send
from portal.cases import queries
from portal.cases.care.secrecy import note_look
from portal.cases.desk import desks, filters, listing, worklist
from portal.cases.limits import explanation
from portal.cases.limits.timing import deadline_of
from portal.cases.page import case_page
from portal.database import db
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged
from portal.presentation.returning import address_here
from portal.workdays import load_calendar

blueprint = Blueprint("cases", __name__, url_prefix="/cases")


@blueprint.route("")
@requires(Permission.CASE_LIST)
def index() -> str:
    """Show what waits for the person, then everything that the person sees; the address holds every choice."""
    actor, today, calendar = current_actor(), clock.today(), load_calendar(db.session)
    tabs = desks.desk(actor, today, calendar)
    chosen = listing.filters(db.session, request.args)
    tab = desks.chosen(tabs, request.args.get("tab"), actor, filtered=listing.is_set(chosen))
    sort = listing.chosen_sort(request.args.get("sort"), actor)
    criteria = [tab.condition, *worklist.criteria_of(db.session, listing.wanted(chosen), calendar, today)]
    page = paged(worklist.total(db.session, actor, *criteria))
    rows = worklist.rows(db.session, actor, *criteria, sort=sort, offset=page.offset, limit=page.size)
    return render_template(
        "cases/index.html" if actor.is_staff else "cases/own.html",
        tabs=tabs,
        tab=tab,
        counts=worklist.count(db.session, actor, {tab.key: tab.condition for tab in tabs}),
        filters=chosen,
        is_filtered=listing.is_set(chosen),
        lines=[listing.line(row, calendar, today) for row in rows],
        page=page,
        sort=sort,
        sorts=listing.sort_links(request.args, sort),
        today=today,
        here=address_here(),
        next_due=worklist.next_due(db.session, actor, today),
        **_kept(actor),
    )


def _kept(actor: Actor) -> dict[str, object]:
    """Return the filters that the person keeps, and what of the address could be kept."""
    kept = filters.of_account(db.session, actor.account_id or 0)
    return {"saved": kept, "filter_query": filters.query_of(request.args)}


@blueprint.route("/<reference:reference>")
@requires(Permission.CASE_VIEW)
def show(reference: str) -> str:
    """Show a case: where it stands, its promised date and why, what the person can do, and the record."""
    actor = current_actor()
    case = queries.visible_case(db.session, actor, reference)
    note_look(db.session, actor, case)
    return render_template("cases/show.html", page=case_page(db.session, actor, case, request.args.get("record")))


@blueprint.route("/<reference:reference>/deadline")
@requires(Permission.CASE_VIEW)
def deadline(reference: str) -> str:
    """Explain the promised date day by day."""
    case = queries.visible_case(db.session, current_actor(), reference)
    today, calendar = clock.today(), load_calendar(db.session)
    reopened = explanation.is_counted_again(case)
    days = explanation.explained_days(deadline_of(case, calendar, today), reopened=reopened)
    explained = explanation.explain(case, calendar, today)
    return render_template("cases/deadline.html", case=case, days=days, explained=explained, today=today)


@blueprint.route("/<reference:reference>/files/<int:file_id>")
@requires(Permission.CASE_VIEW)
def file(reference: str, file_id: int) -> Response:
    """Give a file of the record to who may read that line of it."""
    actor = current_actor()
    case = queries.visible_case(db.session, actor, reference)
    found = queries.visible_file(db.session, case, actor, file_id)
    note_look(db.session, actor, case, file=file_id)
    return send(found.attachment, inline=request.args.get("inline") == "1")
