"""Asking for many letters at once, picked on the list or all that fit its filter."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from forms.letters import BatchForm
from portal.database import db
from portal.errors import RuleBroken
from portal.letters import batches, filtering
from portal.letters.models import Letter
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.vocabulary import BatchShape

blueprint = Blueprint("letter_batches", __name__, url_prefix="/letters/batch")


@blueprint.post("")
@requires(Permission.LETTER_LIST)
def start() -> Response:
    """Have the letters made in the background and show how far it is."""
    actor, form = current_actor(), BatchForm()
    asked = {name: request.form[name] for name in filtering.NAMES if request.form.get(name)}
    back = redirect(f"{url_for('letters.index')}?{urlencode(asked)}")
    if not form.validate_on_submit():
        return back
    wanted = filtering.conditions(db.session, actor, asked) if form.every.data else [Letter.id.in_(form.picked())]
    letters = batches.matching(db.session, actor, wanted)
    try:
        task = batches.ask(db.session, actor=actor, letters=letters, shape=BatchShape(form.shape.data))
    except RuleBroken as broken:
        announce(broken.message, tone="care")
        return back
    return redirect(url_for("background.show", task_id=task.id))
