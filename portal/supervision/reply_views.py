"""Replying to a step of supervision, and ruling on the reply."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.supervision import StepReplyForm, StepRulingForm
from portal.cases.models import Case
from portal.cases.queries import visible_case
from portal.database import db
from portal.permissions.checks import current_actor, require, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.supervision import step_replies
from portal.supervision.reply_models import StepReply
from portal.supervision.views import Wording
from portal.vocabulary import ReplyRuling
from portal.workdays import load_calendar

blueprint = Blueprint("supervision_replies", __name__, url_prefix="/supervision/<reference:reference>")
Answer = tuple[str, int] | Response


@blueprint.route("/steps/<int:step_id>/reply", methods=["GET", "POST"])
@requires(Permission.CASE_VIEW)
def reply(reference: str, step_id: int) -> Answer:
    """Reply to a step for the handling unit."""
    actor = current_actor()
    case = visible_case(db.session, actor, reference)
    require(actor, Permission.SUPERVISION_REPLY, case)
    step, calendar = step_replies.step_of(db.session, case, step_id), load_calendar(db.session)
    form = StepReplyForm()

    def act() -> StepReply:
        text, done_by = form.text.data, form.done_by.data
        return step_replies.reply(db.session, step, calendar, actor=actor, text=text, done_by=done_by)

    if form.validate_on_submit() and succeeds(form, act):
        announce(_("Replied"), _("The supervisors have been told and examine the reply."))
        return _to_case(case)
    wording = Wording(_("Reply to supervision: %(rung)s", rung=step.rung.label), _("A supervisor rules on the reply."))
    return form_page("supervision/act.html", form, case=case, action=wording, wording=wording)


@blueprint.route("/replies/<int:reply_id>/rule", methods=["GET", "POST"])
@requires(Permission.CASE_VIEW)
def rule(reference: str, reply_id: int) -> Answer:
    """Accept a reply or send it back."""
    actor = current_actor()
    case = visible_case(db.session, actor, reference)
    require(actor, Permission.SUPERVISION_RULE, case)
    written = step_replies.reply_of(db.session, case, reply_id)
    form = StepRulingForm()

    def act() -> None:
        accepted = form.ruling.data == ReplyRuling.ACCEPTED
        step_replies.rule(db.session, written, actor=actor, accepted=accepted, reason=form.reason.data or "")

    if form.validate_on_submit() and succeeds(form, act):
        announce(_("Decided"), _("The unit has been told."))
        return _to_case(case)
    wording = Wording(_("Examine the reply: %(rung)s", rung=written.step.rung.label), _("The unit is told the ruling."))
    return form_page("supervision/act.html", form, case=case, action=wording, wording=wording, reply=written)


def _to_case(case: Case) -> Response:
    return redirect(url_for("cases.show", reference=case.reference))
