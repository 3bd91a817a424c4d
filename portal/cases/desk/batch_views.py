"""One act on several cases of the work list: first what would become of each, then the act."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.base import whole
from forms.desk import BatchDispatchForm, BatchForm
from portal.cases.desk import batch
from portal.cases.desk.batch import Handling
from portal.cases.handlers.dispatch_views import offer_people
from portal.cases.handlers.dispatching import Candidate
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.errors import NotFound
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.returning import local_path
from portal.units.models import Unit

blueprint = Blueprint("batch", __name__, url_prefix="/cases/batch")
FORMS = {Action.ACCEPT: BatchForm, Action.DISPATCH: BatchDispatchForm}


@blueprint.route(f"/<any({', '.join(FORMS)}):act>", methods=("GET", "POST"))
@requires(Permission.CASE_ACCEPT)
def preview(act: str) -> str | Response:
    """Show what would become of each case picked; sent, do it and tell what became of each."""
    actor, action = current_actor(), Action(act)
    back = local_path(request.args.get("back"), url_for("cases.index"))
    cases = batch.chosen(db.session, actor, request.values.getlist("pick"))
    if not cases:
        announce(_("No case is selected. Tick some in the work list first."), tone="note")
        return redirect(back)
    form = FORMS[action](request.form if request.method == "POST" else request.args)
    people = offer_people(form, *cases) if isinstance(form, BatchDispatchForm) else []
    to = _chosen(form, people) if isinstance(form, BatchDispatchForm) else None
    if request.method == "POST" and "choose" not in request.form and form.validate():
        done = batch.carry_out(db.session, actor, action, _seen(cases), to)
        return render_template("cases/batch-done.html", action=action, rows=done, back=back)
    rows = batch.previewed(db.session, actor, action, cases, to)
    return render_template("cases/batch.html", form=form, action=action, rows=rows, to=to, people=people, back=back)


def _chosen(form: BatchDispatchForm, people: Sequence[Candidate]) -> Handling | None:
    """Return the unit and person chosen, once both are."""
    handler = {one.account.id: one.account for one in people}.get(form.handler.data or 0)
    unit = db.session.get(Unit, form.unit.data) if form.unit.data else None
    return Handling(unit, handler) if unit and handler else None


def _seen(cases: Sequence[Case]) -> list[tuple[Case, int]]:
    """Return the cases with the version that the preview showed; one without is not found."""
    seen = dict(pair.rpartition(":")[::2] for pair in request.form.getlist("seen"))
    found = [(case, whole(seen.get(case.reference))) for case in cases]
    if any(version is None for _case, version in found):
        raise NotFound
    return [(case, version or 0) for case, version in found]
