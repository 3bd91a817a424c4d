"""Asking other units for support or for their opinion, a page with one form."""

import sqlalchemy as sa
from flask import Blueprint
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from forms.handlers import ConsultForm
from portal.cases.acting import Answer, act_page, carry_out, done, unfinished
from portal.cases.handlers import tasks
from portal.cases.handlers.dispatching import supporting_units
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.vocabulary import TaskKind

blueprint = Blueprint("consulting", __name__, url_prefix="/cases/<reference:reference>")


@blueprint.route("/consult", methods=("GET", "POST"))
@act_page(Action.CONSULT)
def consult(case: Case) -> Answer:
    """Ask several units for the same."""
    form = ConsultForm(version=case.version, due_on=tasks.usual_day(db.session, case))
    others = (unit for unit in supporting_units(db.session) if unit.id != case.handling_unit_id)
    form.units.choices = [SelectChoice(unit.id, unit.name) for unit in others]

    def act(actor: Actor) -> None:
        chosen = db.session.scalars(sa.select(Unit).where(Unit.id.in_(form.units.data)).order_by(Unit.id))
        tasks.consult(
            db.session,
            case,
            actor=actor,
            kind=TaskKind(form.kind.data),
            units=chosen.unique().all(),
            what=form.what.data,
            due_on=form.due_on.data,
            seen=form.seen_version,
        )

    if carry_out(form, case, Action.CONSULT, act):
        return done(case, _("The units have been asked"), _("Their replies come together on the page of the case."))
    return unfinished(form, case, Action.CONSULT, "cases/consult.html")
