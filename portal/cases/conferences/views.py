"""Calling a conference on a case and concluding it, a page each."""

import sqlalchemy as sa
from flask import Blueprint, request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from forms.conferences import ConcludeForm, ConferForm
from portal import clock
from portal.accounts.models import Account
from portal.cases.acting import Answer, act_page, carry_out, done, unfinished
from portal.cases.conferences import operations as conferences
from portal.cases.conferences import proposals as conference_proposals
from portal.cases.conferences.operations import AgreedTask, Consequences
from portal.cases.handlers.dispatch_views import offer_people
from portal.cases.handlers.dispatching import supporting_units
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.presentation.addresses import row_id
from portal.units.models import Unit
from portal.units.queries import choices
from portal.workdays import load_calendar

blueprint = Blueprint("conferring", __name__, url_prefix="/cases/<reference:reference>")
METHODS = ("GET", "POST")


@blueprint.route("/confer", methods=METHODS)
@act_page(Action.CONFER)
def confer(case: Case) -> Answer:
    """Call a conference; ``proposal`` in the address names the proposal of the portal that it takes up."""
    proposed = request.args.get("proposal", type=row_id)
    proposal = conference_proposals.of_id(db.session, proposed) if proposed else None
    suggested = conference_proposals.suggestion(proposal) if proposal else {}
    on = load_calendar(db.session).working_day(clock.today())
    form = ConferForm(version=case.version, on=on, **suggested)
    form.units.choices = [SelectChoice(unit.id, unit.name) for unit in supporting_units(db.session)]

    def act(actor: Actor) -> None:
        chosen = db.session.scalars(sa.select(Unit).where(Unit.id.in_(form.units.data)).order_by(Unit.id))
        conference = conferences.confer(
            db.session,
            case,
            actor=actor,
            agenda=form.agenda.data,
            on=form.on.data,
            place=form.place.data or "",
            units=chosen.unique().all(),
            seen=form.seen_version,
        )
        if proposal:
            conference_proposals.accept(db.session, proposal, conference, actor=actor)

    if carry_out(form, case, Action.CONFER, act):
        return done(case, _("The conference is called"), _("The units taking part and the handler have been told."))
    return unfinished(form, case, Action.CONFER, "cases/conference.html")


@blueprint.route("/conclude", methods=METHODS)
@act_page(Action.CONCLUDE)
def conclude(case: Case) -> Answer:
    """Conclude a conference; sent with ``choose`` the page only shows the people of another unit."""
    conference = case.conferences[-1] if case.conferences else None
    invited = conference.participants if conference else []
    form = ConcludeForm(version=case.version, attended=[one.unit_id for one in invited])
    form.attended.choices = [SelectChoice(one.unit_id, one.unit.name) for one in invited]
    offered = [("", _("No unit")), *choices(supporting_units(db.session))]
    for row in form.tasks:
        row.unit.choices = offered
    people = offer_people(form, case)
    form.unit.choices = [("", _("The lead stays where it is")), *form.unit.choices[1:]]
    choosing = "choose" in request.form
    if not choosing and carry_out(form, case, Action.CONCLUDE, lambda actor: _conclude(form, case, actor)):
        return done(case, _("Conference concluded"), _("The handler goes on by the decisions."))
    shown = {"conference": conference, "people": people, "choosing": choosing}
    return unfinished(form, case, Action.CONCLUDE, "cases/conclude.html", **shown)


def _conclude(form: ConcludeForm, case: Case, actor: Actor) -> None:
    conferences.conclude(
        db.session,
        case,
        actor=actor,
        minutes=form.minutes.data,
        decisions=form.decisions.data,
        attended=form.attended.data,
        consequences=_consequences(form),
        seen=form.seen_version,
    )


def _consequences(form: ConcludeForm) -> Consequences:
    rows = [row for row in form.tasks if row.unit.data and row.what.data]
    if len({row.unit.data for row in rows}) < len(rows):
        raise RuleBroken(_("A unit is named twice. Write everything that it is to do into one row."), "tasks")
    return Consequences(
        tasks=[AgreedTask(db.session.get_one(Unit, row.unit.data), row.what.data, row.due_on.data) for row in rows],
        unit=db.session.get(Unit, form.unit.data) if form.unit.data else None,
        handler=db.session.get(Account, form.handler.data) if form.unit.data and form.handler.data else None,
        due_on=form.due_on.data,
    )
