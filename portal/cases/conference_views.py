"""Calling a conference on a case and concluding it, a page each."""

import sqlalchemy as sa
from flask import Blueprint
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from forms.cases import ConcludeForm, ConferForm
from portal import clock
from portal.cases.acting import Answer, act_page, carry_out, done, unfinished
from portal.cases.conferences import conclude as conclude_conference
from portal.cases.conferences import confer as call_conference
from portal.cases.dispatching import supporting_units
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.permissions.actor import Actor
from portal.units.models import Unit

blueprint = Blueprint("conferring", __name__, url_prefix="/cases/<reference:reference>")
METHODS = ("GET", "POST")


@blueprint.route("/confer", methods=METHODS)
@act_page(Action.CONFER)
def confer(case: Case) -> Answer:
    """Call a conference."""
    form = ConferForm(version=case.version, on=clock.today())
    form.units.choices = [SelectChoice(unit.id, unit.name) for unit in supporting_units(db.session)]

    def act(actor: Actor) -> None:
        chosen = db.session.scalars(sa.select(Unit).where(Unit.id.in_(form.units.data)).order_by(Unit.id))
        call_conference(
            db.session,
            case,
            actor=actor,
            agenda=form.agenda.data,
            on=form.on.data,
            units=chosen.unique().all(),
            seen=form.seen_version,
        )

    if carry_out(form, case, Action.CONFER, act):
        return done(case, _("Conference called"), _("The units taking part and the handler have been told."))
    return unfinished(form, case, Action.CONFER, "cases/conference.html")


@blueprint.route("/conclude", methods=METHODS)
@act_page(Action.CONCLUDE)
def conclude(case: Case) -> Answer:
    """Conclude a conference."""
    form = ConcludeForm(version=case.version)

    def act(actor: Actor) -> None:
        conclude_conference(
            db.session,
            case,
            actor=actor,
            minutes=form.minutes.data,
            decisions=form.decisions.data,
            seen=form.seen_version,
        )

    if carry_out(form, case, Action.CONCLUDE, act):
        return done(case, _("Conference concluded"), _("The handler goes on by the decisions."))
    return unfinished(form, case, Action.CONCLUDE, "cases/conference.html")
