"""The page on which the file of a case is asked for."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.dossiers import DossierForm
from portal.cases.queries import visible_case
from portal.database import db
from portal.dossiers.making import order
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page
from portal.vocabulary import DossierShape

blueprint = Blueprint("dossiers", __name__, url_prefix="/cases/<reference:reference>")


@blueprint.route("/dossier", methods=("GET", "POST"))
@requires(Permission.CASE_VIEW)
def ask(reference: str) -> tuple[str, int] | Response:
    """Have the file of a case made, as one PDF or as a ZIP with every paper."""
    actor, form = current_actor(), DossierForm(shape=DossierShape.PDF.value)
    case = visible_case(db.session, actor, reference)
    if form.validate_on_submit():
        task = attempt(form, lambda: order(db.session, case, actor=actor, shape=DossierShape(form.shape.data)))
        if task:
            announce(_("The file is being made"), _("It holds what you may read of the case; the trail notes it."))
            return redirect(url_for("background.show", task_id=task.id))
    return form_page("dossiers/ask.html", form, case=case)
