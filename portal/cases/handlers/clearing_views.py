"""The page on which a lawyer confirms that there is no conflict of interest."""

from flask import Blueprint
from flask_babel import gettext as _

from forms.pairing import ClearForm
from portal.accounts.authentication import current_account
from portal.cases.acting import Answer, act_page, carry_out, done, unfinished
from portal.cases.handlers import clearing
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.pairing import clients

blueprint = Blueprint("clearing", __name__, url_prefix="/cases/<reference:reference>")


@blueprint.route("/clear", methods=("GET", "POST"))
@act_page(Action.CLEAR)
def clear(case: Case) -> Answer:
    """Confirm before the first answer."""
    form = ClearForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.CLEAR,
        lambda actor: clearing.clear(db.session, case, actor=actor, seen=form.seen_version),
    ):
        return done(case, _("Confirmed: no conflict of interest"), _("Now the question can be answered."))
    account = current_account()
    own = clients.own(db.session, account) if account else ()
    return unfinished(form, case, Action.CLEAR, "cases/clear.html", clients=own)
