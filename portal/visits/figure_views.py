"""The counters, and the lists that they open: visits, enterprises visited, findings."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from forms.visits import FindingsForm, SpanForm
from portal import clock
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged
from portal.units.queries import street_choices
from portal.visits import figures, queries
from portal.visits.figures import Span
from portal.vocabulary import CaseKind

blueprint = Blueprint("visit_figures", __name__, url_prefix="/visits")
SPAN = ("campaign", "street", "from_on", "until_on")


@blueprint.get("/figures")
@requires(Permission.VISIT_LIST)
def index() -> str:
    """Show the counters: together, by campaign and by street."""
    filters = SpanForm(request.args, **_choices())
    span, actor = _span(filters), current_actor()
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
    filters = SpanForm(request.args, **_choices())
    span, actor = _span(filters), current_actor()
    paging = paged(figures.count_visits(db.session, actor, span))
    found = figures.visits(db.session, actor, span, offset=paging.offset, limit=paging.size)
    return render_template("visits/index.html", filters=filters, visits=found, paging=paging)


@blueprint.get("/visited")
@requires(Permission.VISIT_LIST)
def visited() -> str:
    """List the enterprises visited in a span."""
    filters = SpanForm(request.args, **_choices())
    span, actor = _span(filters), current_actor()
    paging = paged(figures.tally(db.session, actor, span).visited)
    found = figures.visited(db.session, actor, span, offset=paging.offset, limit=paging.size)
    return render_template("visits/visited.html", filters=filters, found=found, paging=paging)


@blueprint.get("/findings")
@requires(Permission.VISIT_LIST)
def findings() -> str:
    """List the findings of a span."""
    filters = FindingsForm(request.args, **_choices())
    span, actor = _findings_span(filters), current_actor()
    paging = paged(figures.count_findings(db.session, actor, span))
    found = figures.findings(db.session, actor, span, offset=paging.offset, limit=paging.size)
    return render_template(
        "visits/findings.html", filters=filters, findings=found, paging=paging, today=clock.today(), span=span
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


def _choices() -> dict[str, list[tuple[int | str, str]]]:
    rounds = [(one.id, one.name) for one in queries.campaigns(db.session)]
    return {
        "campaign": [("", _("All campaigns")), *rounds],
        "street": [("", _("All streets")), *street_choices(db.session)],
    }


def _span(filters: SpanForm) -> Span:
    return Span(filters.campaign.data, filters.street.data, filters.from_on.data, filters.until_on.data)


def _findings_span(filters: FindingsForm) -> Span:
    return replace(
        _span(filters),
        kind=filters.kind.data,
        grade=filters.grade.data,
        state=filters.state.data,
        solved={"yes": True, "no": False}.get(filters.solved.data or ""),
        grave="grave" in request.args,
        due=clock.today() if "due" in request.args else None,
    )
