"""The page on which an enterprise says whether what was filed on its behalf is right."""

from flask import Blueprint
from flask_babel import gettext as _

from forms.responding import EndorseForm
from portal.cases.acting import Answer, act_page, carry_out, done, unfinished
from portal.cases.intake import filings
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.permissions.actor import Actor
from portal.vocabulary import FilingRuling

blueprint = Blueprint("filing", __name__, url_prefix="/cases/<reference:reference>")


@blueprint.route("/endorse", methods=("GET", "POST"))
@act_page(Action.ENDORSE)
def endorse(case: Case) -> Answer:
    """Confirm the record, correct it, or say that it is not the enterprise's."""
    form = EndorseForm(version=case.version)

    def act(actor: Actor) -> None:
        filings.endorse(
            db.session, case, actor=actor, ruling=form.ruling.data, text=form.text.data, seen=form.seen_version
        )

    if carry_out(form, case, Action.ENDORSE, act):
        if form.ruling.data is FilingRuling.NOT_OURS:
            return done(case, _("Noted; the case is withdrawn"), _("The coordinator finds out whose it is."))
        return done(case, _("Thank you, it stands in the record"), _("Whoever filed it for you has been told."))
    return unfinished(form, case, Action.ENDORSE)
