"""The counters, and the lists that they open: visits, enterprises visited, findings."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged
from portal.visits import figures
from portal.visits.figures import Span
from portal.visits.spans import findings_span, span_of
from portal.vocabulary import CaseKind

blueprint = Blueprint("visit_figures", __name__, url_prefix="/visits")


@blueprint.get("/figures")
@requires(Permission.VISIT_LIST)
def index() -> str:
    """Show the counters: together, by campaign and by street."""
    actor, (filters, span) = current_actor(), span_of(db.session, request.args)
    grave = replace(span, grave=True, solved=False)
    return render_template(
        "visits/figures.html",
        filters=filters,
        total=figures.Line(_("Together"), span, figures.tally(db.session, actor, span)),
        grave=figures.count_findings(db.session, actor, grave),
        grave_url=list_url("visit_figures.findings", grave),
        due=figures.count_findings(db.session, actor, replace(span, due=clock.today())),
        due_url=list_url("visit_figures.findings", replace(span, due=clock.today())),
        campaigns=figures.by_campaign(db.session, actor, span),
        streets=figures.by_street(db.session, actor, span),
        url=list_url,
        kinds=CaseKind,
        replace=replace,
    )


@blueprint.get("")
@requires(Permission.VISIT_LIST)
def visits() -> str:
    """List the visits of a span."""
    actor, (filters, span) = current_actor(), span_of(db.session, request.args)
    paging = paged(figures.count_visits(db.session, actor, span))
    found = figures.visits(db.session, actor, span, offset=paging.offset, limit=paging.size)
    return render_template("visits/index.html", filters=filters, visits=found, paging=paging)


@blueprint.get("/visited")
@requires(Permission.VISIT_LIST)
def visited() -> str:
    """List the enterprises visited in a span."""
    actor, (filters, span) = current_actor(), span_of(db.session, request.args)
    paging = paged(figures.tally(db.session, actor, span).visited)
    found = figures.visited(db.session, actor, span, offset=paging.offset, limit=paging.size)
    return render_template("visits/visited.html", filters=filters, found=found, paging=paging)


@blueprint.get("/findings")
@requires(Permission.VISIT_LIST)
def findings() -> str:
    """List the findings of a span."""
    actor, today = current_actor(), clock.today()
    filters, span = findings_span(db.session, request.args, today)
    paging = paged(figures.count_findings(db.session, actor, span))
    found = figures.findings(db.session, actor, span, offset=paging.offset, limit=paging.size)
    return render_template(
        "visits/findings.html", filters=filters, findings=found, paging=paging, today=today, span=span
    )


def list_url(endpoint: str, span: Span) -> str:
    """Return the address of the list of a span; what it does not ask is left out."""
    values: dict[str, Any] = {
        "campaign": span.campaign_id,
        "street": span.street_id,
        "from_on": span.from_on,
        "until_on": span.until_on,
        "kind": span.kind,
        "solved": None if span.solved is None else "yes" if span.solved else "no",
        "grave": "1" if span.grave else None,
        "due": "1" if span.due else None,
    }
    asked = {name: str(value) for name, value in values.items() if value is not None}
    return url_for(endpoint, **asked)  # type: ignore[arg-type]  # none of its own options is among them
