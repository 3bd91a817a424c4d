"""Recording a follow-up call (回访), a page with one form."""

from flask import Blueprint
from flask_babel import gettext as _

from forms.closing import FollowUpForm
from portal.cases.acting import Answer, act_page, carry_out, done, unfinished
from portal.cases.closing import follow_ups
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.vocabulary import FollowUpResult

blueprint = Blueprint("calling", __name__, url_prefix="/cases/<reference:reference>")


@blueprint.route("/follow-up", methods=("GET", "POST"), endpoint="follow_up")
@act_page(Action.FOLLOW_UP)
def follow_up(case: Case) -> Answer:
    """Record what the enterprise said on the telephone."""
    form = FollowUpForm(version=case.version, spoke_with=case.contact_name)
    if carry_out(
        form,
        case,
        Action.FOLLOW_UP,
        lambda actor: follow_ups.record_call(
            db.session,
            case,
            actor=actor,
            result=FollowUpResult(form.result.data),
            spoke_with=form.spoke_with.data,
            found=form.found.data,
            seen=form.seen_version,
        ),
    ):
        return done(case, _("The call is recorded"), _told(FollowUpResult(form.result.data)))
    return unfinished(form, case, Action.FOLLOW_UP, "cases/follow-up.html")


def _told(result: FollowUpResult) -> str:
    match result:
        case FollowUpResult.RECTIFY:
            return str(_("The handler has been told to put it right."))
        case FollowUpResult.REOPEN:
            return str(_("The supervisor has been told and decides whether the case is reopened."))
        case _:
            return str(_("Nothing more is to be done."))
