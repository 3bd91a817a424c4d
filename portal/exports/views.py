"""Exporting the list that one looks at."""

import tempfile
from pathlib import Path

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from forms.exports import ExportForm
from portal.attachments.sending import send_made
from portal.background.makers import Product
from portal.database import db
from portal.errors import NotFound
from portal.exports import making
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.vocabulary import ExportShape

blueprint = Blueprint("exports", __name__, url_prefix="/exports")


@blueprint.post("/<string:name>")
@requires(Permission.SIGNED_IN)
def start(name: str) -> Response:
    """Send the export at once, or show how far it is."""
    form = ExportForm()
    if not form.validate_on_submit():
        raise NotFound
    actor, shape = current_actor(), ExportShape(form.shape.data)
    with tempfile.TemporaryDirectory(prefix="portal-") as scratch:
        made = making.export(
            db.session, actor=actor, name=name, query=form.query.data or "", shape=shape, scratch=Path(scratch)
        )
        if isinstance(made, Product):
            return send_made(made.name, made.media_type, made.read())
    return redirect(url_for("background.show", task_id=made.id))
