"""Pages of supervision, and what it adds to the page of a case."""

from typing import NamedTuple

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.supervision import OrderForm, RequestForm
from portal.cases.models import Case
from portal.cases.queries import visible_case
from portal.database import db
from portal.permissions.checks import actor_or_none, current_actor, require, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page
from portal.supervision import operations
from portal.supervision.letter import standing_letter
from portal.supervision.page import Panel, panel

blueprint = Blueprint("supervision", __name__, url_prefix="/supervision")
Answer = str | tuple[str, int] | Response


class Wording(NamedTuple):
    """What the page of an act calls it, and what follows from it."""

    label: str
    consequence: str


@blueprint.app_context_processor
def _supervision() -> dict[str, object]:
    """Let the page of a case, which stands below supervision, show how it is supervised."""

    def supervision_of(case: Case) -> Panel:
        return panel(db.session, actor_or_none(), case)

    return {"supervision_of": supervision_of}


@blueprint.route("/<reference:reference>/request", methods=["GET", "POST"])
@requires(Permission.CASE_VIEW)
def request(reference: str) -> Answer:
    """Let an enterprise ask for supervision of a late case."""
    actor = current_actor()
    case = visible_case(db.session, actor, reference)
    require(actor, Permission.SUPERVISION_REQUEST, case)
    form = RequestForm()
    if form.validate_on_submit() and attempt(
        form, lambda: operations.request(db.session, case, actor=actor, words=form.words.data or "")
    ):
        announce(
            _("You have requested supervision"), _("The supervisors have been told and will press for an outcome.")
        )
        return _to_case(case)
    wording = Wording(_("Request supervision"), _("The supervisors are told and press the unit for an outcome."))
    return form_page("supervision/act.html", form, case=case, action=wording, wording=wording)


@blueprint.route("/<reference:reference>/order", methods=["GET", "POST"])
@requires(Permission.CASE_VIEW)
def order(reference: str) -> Answer:
    """Order supervision at once."""
    actor = current_actor()
    case = visible_case(db.session, actor, reference)
    require(actor, Permission.SUPERVISION_ORDER, case)
    form = OrderForm()
    if form.validate_on_submit():
        way, words = form.way.data, form.words.data or ""
        step = attempt(form, lambda: operations.order(db.session, case, actor=actor, way=way, words=words))
        if step:
            announce(_("Supervision ordered"), _("Told: %(names)s", names="、".join(step.told)))
            return _to_case(case)
    wording = Wording(_("Order supervision"), _("Works at once, whether the case is late or not; once a promise."))
    standing = standing_letter(db.session, case)
    return form_page("supervision/act.html", form, case=case, action=wording, wording=wording, letter=standing)


def _to_case(case: Case) -> Response:
    return redirect(url_for("cases.show", reference=case.reference))
