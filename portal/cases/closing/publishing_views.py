"""The page on which a lawyer makes a public question and answer of an answer in a case."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.answers import PublishForm
from portal.answers import identifying, operations
from portal.answers import queries as answers
from portal.answers.operations import Wording
from portal.cases import queries
from portal.cases.closing import publishing
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds

blueprint = Blueprint("publishing", __name__, url_prefix="/cases/<reference:reference>")


@blueprint.route("/answers/<int:event_id>/publish", methods=["GET", "POST"])
@requires(Permission.CASE_VIEW)
def publish(reference: str, event_id: int) -> tuple[str, int] | Response:
    """Prepare the text, with everything that gives the case away marked, and hand it to a second lawyer."""
    actor = current_actor()
    case = queries.visible_case(db.session, actor, reference)
    event = publishing.publishable(db.session, actor, case, event_id)
    row, origin = answers.of_event(db.session, event.id), publishing.origin_of(db.session, case, event)
    begun = publishing.proposed(case, event, row, origin.known)
    form = PublishForm(data={**begun.fields, "version": row.version if row else 0})
    if form.validate_on_submit() and succeeds(form, lambda: _submit(form, origin)):
        announce(_("Submitted to a second lawyer"), _("Once approved, everybody can find it in the policy search."))
        return redirect(url_for("answer_desk.index"))
    typed = _typed(form)
    said = publishing.original(case, event)
    return form_page(
        "answers/publish.html",
        form,
        case=case,
        row=row,
        citations=event.citations,
        original={name: identifying.pieces(text, origin.known) for name, text in said.fields.items()},
        doubtful=identifying.doubtful(typed.fields.values(), origin.known),
    )


def _typed(form: PublishForm) -> Wording:
    return Wording(form.question.data or "", form.background.data or "", form.answer.data or "")


def _submit(form: PublishForm, origin: operations.Origin) -> None:
    operations.submit(
        db.session,
        actor=current_actor(),
        origin=origin,
        wording=_typed(form),
        looked_at=form.looked_at.data,
        version=form.seen_version,
    )
