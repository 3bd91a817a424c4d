"""The page on which a coordinator reviews and hands over everything that one person has."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.pairing import HandingOverForm, handing_over_form
from portal.cases.handlers import handing_over
from portal.cases.handlers.handing_over import Plan
from portal.cases.handlers.handing_over_operations import Decision, hand_over
from portal.database import db
from portal.duty import leaving
from portal.pairing import people
from portal.pairing.clients import recording_blocks
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.visits import campaigns

blueprint = Blueprint("handing_over", __name__, url_prefix="/pairing/people/<int:account_id>/hand-over")


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.PAIRING_MANAGE)
def show(account_id: int) -> tuple[str, int] | Response:
    """Review successors for every pairing and open case of a person, and hand all of it over."""
    person = people.person(db.session, account_id)
    plan, rest = handing_over.plan(db.session, person), leaving.remaining(db.session, person)
    form = handing_over_form(
        [(line.pairing.id, line.choices, line.proposed) for line in plan.pairings],
        [(line.case.id, line.choices, line.proposed) for line in plan.cases],
        sorted(
            {line.pairing.enterprise_id for line in plan.pairings} | {line.case.enterprise_id for line in plan.cases}
        ),
    )(mark=plan.mark)
    if form.validate_on_submit() and succeeds(form, lambda: _hand_over(plan, form)):
        announce(
            _("%(name)s has handed over everything", name=person.name),
            _("Everybody concerned has been told. The administrator closes the account of who no longer serves."),
        )
        return redirect(url_for("pairing_people.show", account_id=person.id))
    if form.conflict:
        form.mark.data = plan.mark
    return form_page("pairing/hand-over.html", form, person=person, plan=plan, rest=rest)


def _hand_over(plan: Plan, form: HandingOverForm) -> None:
    actor = current_actor()
    decision = Decision(form.chosen("pairing"), form.chosen("case"), form.chosen("note"), form.reason.data)
    with recording_blocks(actor):
        hand_over(db.session, plan, decision, actor=actor, seen=form.mark.data)
    campaigns.pass_on(db.session, plan.person, actor=actor)
    leaving.give_up_times(db.session, plan.person, actor=actor, reason=form.reason.data)
