"""Asking for many letters at once, picked on the list or all that fit its filter."""

from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from forms.letters import BatchForm
from portal.cases.queries import visible_case
from portal.database import db
from portal.errors import RuleBroken
from portal.letters import batches
from portal.letters.models import Letter
from portal.permissions.checks import current_actor, requires
from portal.permissions.table import Permission
from portal.presentation.flashes import announce
from portal.vocabulary import BatchShape, LetterState

blueprint = Blueprint("letter_batches", __name__, url_prefix="/letters/batch")
FILTER = ("state", "case", "visit")


@blueprint.post("")
@requires(Permission.LETTER_LIST)
def start() -> Response:
    """Have the letters made in the background and show how far it is."""
    actor, form = current_actor(), BatchForm()
    asked = {name: request.form[name] for name in FILTER if request.form.get(name)}
    back = redirect(f"{url_for('letters.index')}?{urlencode(asked)}")
    if not form.validate_on_submit():
        return back
    wanted = _filter(asked) if form.every.data else [Letter.id.in_(form.picked())]
    letters = batches.matching(db.session, actor, wanted)
    try:
        task = batches.ask(db.session, actor=actor, letters=letters, shape=BatchShape(form.shape.data))
    except RuleBroken as broken:
        announce(broken.message, tone="care")
        return back
    return redirect(url_for("background.show", task_id=task.id))


def _filter(asked: dict[str, str]) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of the list as its address names them."""
    wanted: list[sa.ColumnElement[bool]] = []
    if asked.get("state") in set(LetterState):
        wanted.append(Letter.state == LetterState(asked["state"]))
    if "case" in asked:
        wanted.append(Letter.case_id == visible_case(db.session, current_actor(), asked["case"]).id)
    if "visit" in asked:
        wanted.append(Letter.visit_id == int(asked["visit"]) if asked["visit"].isdecimal() else sa.false())
    return wanted
