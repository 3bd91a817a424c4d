"""Handing a case back and ruling on it, a page each."""

from flask import Blueprint, request
from flask_babel import gettext as _

from forms.handlers import HandBackForm, RuleHandBackForm
from portal.accounts.models import Account
from portal.cases import acts, queries
from portal.cases.acting import Answer, act_page, carry_out, done, due_words, unfinished
from portal.cases.handlers import dispatching, hand_backs
from portal.cases.handlers.dispatch_views import offer_people
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.units.queries import choices

blueprint = Blueprint("handing_back", __name__, url_prefix="/cases/<reference:reference>")
METHODS = ("GET", "POST")


@blueprint.route("/hand-back", methods=METHODS)
@act_page(Action.HAND_BACK)
def hand_back(case: Case) -> Answer:
    """Give a case back."""
    form = HandBackForm(version=case.version)
    others = [unit for unit in dispatching.handling_units(db.session) if unit.id != case.handling_unit_id]
    form.unit.choices = [("", _("Choose a unit")), *choices(others)]
    if carry_out(
        form,
        case,
        Action.HAND_BACK,
        lambda actor: hand_backs.hand_back(
            db.session,
            case,
            actor=actor,
            reason=form.reason.data,
            unit=db.session.get_one(Unit, form.unit.data),
            seen=form.seen_version,
        ),
    ):
        follows = _("The ruling comes %(when)s. Until then it stays with you and the clock runs on.", when=due_words())
        return done(case, _("Handed back"), follows)
    barred = acts.blocked_by(case, Action.HAND_BACK)
    return unfinished(form, case, Action.HAND_BACK, "cases/hand-back.html", blocked_by=barred)


@blueprint.route("/rule-hand-back", methods=METHODS)
@act_page(Action.RULE_HAND_BACK)
def rule_hand_back(case: Case) -> Answer:
    """Rule on a hand-back; sent with ``choose`` the page only shows the people of another unit."""
    form = RuleHandBackForm(version=case.version, unit=case.proposed_unit_id)
    people = offer_people(form, case)
    choosing, asked = "choose" in request.form, queries.last_act(db.session, case, Action.HAND_BACK)
    if not choosing and carry_out(form, case, Action.RULE_HAND_BACK, lambda actor: _rule(form, case, actor)):
        if form.ruling.data == "refuse":
            return done(case, _("Hand-back refused"), _("The handler has been told and goes on."))
        return done(case, _("Dispatched anew"), _("The old and the new handler and the enterprise have been told."))
    template = "cases/rule-hand-back.html"
    return unfinished(form, case, Action.RULE_HAND_BACK, template, people=people, choosing=choosing, asked=asked)


def _rule(form: RuleHandBackForm, case: Case, actor: Actor) -> None:
    if form.ruling.data == "refuse":
        hand_backs.refuse(db.session, case, actor=actor, reason=form.reason.data, seen=form.seen_version)
        return
    unit = db.session.get(Unit, form.unit.data) if form.unit.data else None
    handler = db.session.get(Account, form.handler.data) if form.handler.data else None
    if unit is None or handler is None:
        raise RuleBroken(_("Choose a handler who works in the handling unit."), "handler")
    hand_backs.redispatch(
        db.session, case, actor=actor, unit=unit, handler=handler, reason=form.reason.data, seen=form.seen_version
    )
