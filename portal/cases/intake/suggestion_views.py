"""Measures and published answers beside the form while an enterprise writes, and the act that one has solved it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import knowledge
from forms.base import PortalForm
from portal.answers import queries as answers
from portal.cases.intake import suggestions
from portal.cases.intake.steps import Step
from portal.cases.intake.views import DRAFT, draft_of, matching_measures, page_url
from portal.database import db
from portal.measures import library
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
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
        "words": _("%(count)s policies and answers may help", count=len(found)),
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
        heading=measure.name,
        citation=knowledge.cite(document, measure),
        text=measure.text,
        back_url=page_url(draft, Step.MATTER),
    )


@blueprint.route(f"{DRAFT}/solved/answers/<int:answer_id>", methods=["GET", "POST"])
@requires(Permission.CASE_SUBMIT)
def solve_by_answer(enterprise_id: int, kind: str, answer_id: int) -> tuple[str, int] | Response:
    """Say that a published answer has solved the matter, in the same way."""
    form, draft = PortalForm(), draft_of(enterprise_id, kind, lock=request.method == "POST")
    answer = answers.public(db.session, answer_id)
    done = url_for("suggestions.ended_by_answer", answer_id=answer_id)
    if draft is None:
        return redirect(done if request.method == "POST" else url_for("intake.start"))
    if form.validate_on_submit():
        suggestions.solved_by_answer(db.session, actor=current_actor(), draft=draft, answer=answer)
        return redirect(done)
    said = {"heading": answer.question, "citation": answer.topic, "text": answer.answer}
    return form_page("intake/solve.html", form, draft=draft, back_url=page_url(draft, Step.MATTER), **said)


@blueprint.get("/solved/<string:slug>/<string:anchor>")
@requires(Permission.CASE_SUBMIT)
def ended(slug: str, anchor: str) -> str:
    """Confirm calmly that nothing has to be sent, with the measure and the way back."""
    document, measure = library.measure(slug, anchor)
    read_url = url_for("measures.measure", slug=slug, anchor=measure.anchor)
    return render_template("intake/solved.html", citation=knowledge.cite(document, measure), read_url=read_url)


@blueprint.get("/solved/answers/<int:answer_id>")
@requires(Permission.CASE_SUBMIT)
def ended_by_answer(answer_id: int) -> str:
    """Confirm the same of a published answer."""
    answer = answers.public(db.session, answer_id)
    read_url = url_for("answers.show", answer_id=answer.id)
    return render_template("intake/solved.html", citation=answer.question, read_url=read_url)
