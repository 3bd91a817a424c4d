"""The conferences that the portal proposes to the coordinator: to be called, or dismissed with a reason."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.conferences import DismissForm
from portal.cases.conferences import proposals as conference_proposals
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds

blueprint = Blueprint("conference_proposals", __name__, url_prefix="/conferences")


@blueprint.get("")
@requires(Permission.CONFERENCE_RULE)
def index() -> str:
    """Show what waits to be decided, and what was decided lately."""
    return render_template(
        "cases/proposals.html",
        waiting=[
            (proposal, conference_proposals.reason(proposal), conference_proposals.conferrable(proposal))
            for proposal in conference_proposals.proposals(db.session, waiting=True)
        ],
        decided=[
            (proposal, conference_proposals.reason(proposal))
            for proposal in conference_proposals.proposals(db.session, waiting=False)
        ],
    )


@blueprint.route("/<int:proposal_id>/dismiss", methods=("GET", "POST"))
@requires(Permission.CONFERENCE_RULE)
def dismiss(proposal_id: int) -> tuple[str, int] | Response:
    """Decide against a proposal."""
    proposal, form = conference_proposals.of_id(db.session, proposal_id), DismissForm()
    if form.validate_on_submit() and succeeds(
        form,
        lambda: conference_proposals.dismiss(db.session, proposal, actor=current_actor(), reason=form.reason.data),
    ):
        announce(_("The proposal is dismissed"), _("The same cases do not give this cause again."))
        return redirect(url_for("conference_proposals.index"))
    reason = conference_proposals.reason(proposal)
    return form_page("cases/dismiss-proposal.html", form, proposal=proposal, reason=reason)
