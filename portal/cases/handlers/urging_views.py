"""Urging a unit to reply to its task, a page with one form."""

from flask import Blueprint, request
from flask_babel import gettext as _

from forms.handlers import UrgeForm
from portal.cases import queries
from portal.cases.acting import Answer, act_page, carry_out, done, not_possible_now, unfinished
from portal.cases.handlers import urging
from portal.cases.handlers.tasks import people_of
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db

blueprint = Blueprint("urging", __name__, url_prefix="/cases/<reference:reference>")


@blueprint.route("/tasks/<int:task_id>/urge", methods=("GET", "POST"))
@act_page(Action.URGE)
def urge(case: Case, task_id: int) -> Answer:
    """Urge a unit to reply."""
    task = queries.task_of(case, task_id)
    if request.method == "GET" and (cause := urging.why_not(db.session, case, task)):
        return not_possible_now(case, Action.URGE, cause)
    told = "、".join(person.name for person in people_of(db.session, task.unit_id))
    form = UrgeForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.URGE,
        lambda actor: urging.urge(db.session, case, task, actor=actor, text=form.text.data, seen=form.seen_version),
    ):
        return done(case, _("Urged: %(unit)s", unit=task.unit.short_name), _("Told: %(people)s.", people=told))
    return unfinished(form, case, Action.URGE, task=task, told=told)
