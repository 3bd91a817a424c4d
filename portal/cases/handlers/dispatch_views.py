"""Dispatching a case: choosing a unit shows its people, so the page works without a script."""

from flask import Blueprint, request
from flask_babel import gettext as _

from forms.conferences import ConcludeForm
from forms.desk import BatchDispatchForm
from forms.handlers import DispatchForm, RuleHandBackForm, TransferForm
from portal import clock
from portal.accounts.models import Account
from portal.cases import operations
from portal.cases.acting import Answer, act_page, carry_out, done, unfinished
from portal.cases.care.secrecy import reported_on
from portal.cases.handlers import dispatching, transfers
from portal.cases.models import Case
from portal.cases.operations import SupportingTask
from portal.cases.workflow import Action
from portal.database import db
from portal.errors import RuleBroken
from portal.pairing.clients import keep_out
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor
from portal.presentation.dates import date_text
from portal.units.models import Unit
from portal.units.queries import choices

HandlingForm = DispatchForm | TransferForm | RuleHandBackForm | ConcludeForm | BatchDispatchForm
blueprint = Blueprint("dispatching", __name__, url_prefix="/cases/<reference:reference>")


@blueprint.route("/dispatch", methods=("GET", "POST"))
@act_page(Action.DISPATCH)
def dispatch(case: Case) -> Answer:
    """Give a case to a unit and a person; sent with ``choose`` the page only shows the people of another unit."""
    form = DispatchForm(version=case.version, unit=dispatching.usual_unit(db.session, case))
    people = _offer(form, case)
    choosing = "choose" in request.form
    if not choosing and carry_out(form, case, Action.DISPATCH, lambda actor: _dispatch(form, case, actor)):
        facts = (
            {"unit": case.handling_unit.name, "person": case.handler.name}
            if case.handling_unit and case.handler
            else {}
        )
        due = date_text(case.due_on) if case.due_on else ""
        return done(case, _("Dispatched to %(unit)s, %(person)s", **facts), _("They answer by %(day)s.", day=due))
    return unfinished(form, case, Action.DISPATCH, "cases/dispatch.html", people=people, choosing=choosing)


def _offer(form: DispatchForm, case: Case) -> list[dispatching.Candidate]:
    """Fill in the choices that come from data and return the people of the chosen unit."""
    supporting = [("", _("No unit")), *choices(dispatching.supporting_units(db.session))]
    for row in form.tasks:
        row.unit.choices = supporting
    return offer_people(form, case)


def offer_people(form: HandlingForm, *cases: Case) -> list[dispatching.Candidate]:
    """Fill in the units that can handle the cases and the people of the chosen one; return these with their load.

    A unit that is reported on is not on offer; whoever is kept out by a conflict of interest is recorded.
    """
    barred = frozenset[int]().union(*(reported_on(db.session, case) for case in cases))
    units = [unit for unit in dispatching.handling_units(db.session) if unit.id not in barred]
    form.unit.choices = [("", _("Choose a unit")), *choices(units)]
    chosen = form.unit.data if form.unit.data not in barred else None
    people = dispatching.candidates(db.session, cases, chosen, clock.today()) if chosen else []
    form.handler.choices = [(one.account.id, _described(one.account)) for one in people]
    free = [one for one in people if not one.barred]
    if form.handler.data is None and free and (len(people) == 1 or free[0].paired):
        form.handler.data = free[0].account.id
    conflicts = [conflict for one in people for conflict in one.conflicts.values()]
    keep_out(db.session, conflicts, {one.account.id: one.account.name for one in people}, current_actor())
    return people


def _described(account: Account) -> str:
    return f"{account.name}　{account.title}" if account.title else account.name


def _dispatch(form: DispatchForm, case: Case, actor: Actor) -> None:
    unit, handler = db.session.get(Unit, form.unit.data), db.session.get(Account, form.handler.data)
    if unit is None or handler is None:
        raise RuleBroken(_("Choose a handler who works in the handling unit."), "handler")
    rows = [row for row in form.tasks if row.unit.data and row.what.data]
    wanted = {row.unit.data: row.what.data for row in rows}
    if len(wanted) < len(rows):
        raise RuleBroken(_("A unit is named twice. Write everything that it is to do into one row."), "tasks")
    tasks = [SupportingTask(db.session.get_one(Unit, unit_id), what) for unit_id, what in wanted.items()]
    operations.dispatch(
        db.session,
        case,
        actor=actor,
        unit=unit,
        handler=handler,
        tasks=tasks,
        note=form.note.data,
        seen=form.seen_version,
    )


@blueprint.route("/transfer", methods=("GET", "POST"))
@act_page(Action.TRANSFER)
def transfer(case: Case) -> Answer:
    """Give a case to another handler; sent with ``choose`` the page only shows the people of another unit."""
    form = TransferForm(version=case.version, unit=case.handling_unit_id)
    people = [one for one in offer_people(form, case) if one.account.id != case.handler_id]
    form.handler.choices = [choice for choice in form.handler.choices if choice[0] != case.handler_id]
    choosing = "choose" in request.form
    if not choosing and carry_out(form, case, Action.TRANSFER, lambda actor: _transfer(form, case, actor)):
        who = case.handler.name if case.handler else ""
        return done(case, _("Given to %(person)s", person=who), _("Both handlers and the enterprise have been told."))
    return unfinished(form, case, Action.TRANSFER, "cases/transfer.html", people=people, choosing=choosing)


def _transfer(form: TransferForm, case: Case, actor: Actor) -> None:
    handler = db.session.get(Account, form.handler.data)
    if handler is None or handler.unit_id != form.unit.data:
        raise RuleBroken(_("Choose a handler who works in the handling unit."), "handler")
    transfers.transfer(db.session, case, actor=actor, handler=handler, reason=form.reason.data, seen=form.seen_version)
