"""What the pages of the library tell of the cases: how often answers cite it, and what its keeper sees of that."""

from datetime import timedelta

from flask import Blueprint, render_template, request

from portal import clock
from portal.cases import citations
from portal.database import db
from portal.permissions.checks import requires
from portal.permissions.permission import Permission

blueprint = Blueprint("citation_reports", __name__, url_prefix="/admin/policy-reports")


@blueprint.get("/citations")
@requires(Permission.MEASURE_MANAGE)
def index() -> str:
    """List the measures that no answer has cited, and the categories of cases that were settled without any."""
    days = citations.period(request.args.get("days", type=int))
    return render_template(
        "measures/desk/citations.html",
        days=days,
        periods=citations.PERIODS,
        never=citations.never_cited(db.session),
        without=citations.without_a_measure(db.session, clock.now() - timedelta(days=days)),
    )


@blueprint.app_template_global("citation_counts")
def citation_counts(slug: str) -> citations.Counts:
    """Return how often answers cite a document and each of its points, for the pages of both."""
    return citations.counts_of(db.session, slug)
