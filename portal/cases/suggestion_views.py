"""Matching measures beside the form while an enterprise writes, and the act that one of them has solved the matter."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import knowledge
from forms.base import PortalForm
from portal.cases import suggestions
from portal.cases.intake_views import DRAFT, draft_of, matching_measures, page_url
from portal.cases.steps import Step
from portal.database import db
from portal.measures import library
from portal.permissions.checks import current_actor, requires
from portal.permissions.table import Permission
from portal.presentation.submitting import form_page
from portal.rate_limits import SUGGESTING

blueprint = Blueprint("suggestions", __name__, url_prefix="/cases/new")


@blueprint.get(f"{DRAFT}/measures")
@requires(Permission.CASE_SUBMIT)
@SUGGESTING
def matching(enterprise_id: int, kind: str) -> dict[str, object]:
    """Return the measures that match the draft as it is saved now: how many, in words, and as the page lists them."""
    draft = draft_of(enterprise_id, kind)
    found = matching_measures(draft) if draft else []
    return {
        "found": len(found),
        "words": _("%(count)s policies may help", count=len(found)),
        "html": render_template("intake/measure-list.html", measures=found, draft=draft),
    }


@blueprint.route(f"{DRAFT}/solved/<string:slug>/<string:anchor>", methods=["GET", "POST"])
@requires(Permission.CASE_SUBMIT)
def solve(enterprise_id: int, kind: str, slug: str, anchor: str) -> tuple[str, int] | Response:
    """Say that a measure has solved the matter: it is counted and the draft ends, once that has been confirmed."""
    form, draft = PortalForm(), draft_of(enterprise_id, kind, lock=request.method == "POST")
    document, measure = library.measure(slug, anchor)
    if draft is None:  # a second click finds the draft ended
        over = request.method == "POST"
        return redirect(url_for("suggestions.ended", slug=slug, anchor=anchor) if over else url_for("intake.start"))
    if form.validate_on_submit():
        suggestions.solved(db.session, actor=current_actor(), draft=draft, slug=slug, anchor=anchor)
        return redirect(url_for("suggestions.ended", slug=slug, anchor=anchor))
    return form_page(
        "intake/solve.html",
        form,
        draft=draft,
        citation=knowledge.cite(document, measure),
        measure=measure,
        back_url=page_url(draft, Step.MATTER),
    )


@blueprint.get("/solved/<string:slug>/<string:anchor>")
@requires(Permission.CASE_SUBMIT)
def ended(slug: str, anchor: str) -> str:
    """Confirm calmly that nothing has to be sent, with the measure and the way back."""
    document, measure = library.measure(slug, anchor)
    return render_template("intake/solved.html", slug=slug, measure=measure, citation=knowledge.cite(document, measure))
