"""The pages of one's own long work."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirection

from portal.attachments.sending import send_stored
from portal.audit.operations import record_view
from portal.background import operations, queries
from portal.background.sweeps import DAYS_KEPT
from portal.database import db
from portal.errors import NotFound
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged

blueprint = Blueprint("background", __name__, url_prefix="/background")


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def index() -> str:
    """List what one has had made, newest first."""
    actor = current_actor()
    paging = paged(queries.total(db.session, actor))
    tasks = queries.own_tasks(db.session, actor, limit=paging.size, offset=paging.offset)
    return render_template("background/index.html", tasks=tasks, paging=paging, days=DAYS_KEPT)


@blueprint.get("/<int:task_id>")
@requires(Permission.SIGNED_IN)
def show(task_id: int) -> str:
    """Show how far it is, and the product when there is one."""
    task = queries.own_task(db.session, current_actor(), task_id)
    return render_template("background/show.html", task=task, days=DAYS_KEPT)


@blueprint.get("/<int:task_id>/progress")
@requires(Permission.SIGNED_IN)
def progress(task_id: int) -> Response:
    """Say how far it is, for the page that asks every second."""
    task = queries.own_task(db.session, current_actor(), task_id)
    words = _("%(done)s of %(total)s done", done=task.done, total=task.total) if task.total else ""
    return jsonify(state=task.state, percent=task.percent, words=words, note=task.note, ended=task.has_ended)


@blueprint.post("/<int:task_id>/cancel")
@requires(Permission.SIGNED_IN)
def cancel(task_id: int) -> Redirection:
    """Take it back."""
    task = queries.own_task(db.session, current_actor(), task_id)
    operations.cancel(db.session, task, actor=current_actor())
    stays = _("Cancelled. What had been done by then stays.")
    flash(stays if task.params.get("result") else _("Cancelled. Nothing is kept of it."), "done")
    return redirect(url_for("background.show", task_id=task.id))


@blueprint.get("/<int:task_id>/download")
@requires(Permission.SIGNED_IN)
def download(task_id: int) -> Response:
    """Send the product to whoever asked for it, and note that in the trail."""
    task = queries.own_task(db.session, current_actor(), task_id)
    if not task.product_key:
        raise NotFound
    record_view(db.session, current_actor(), f"task:{task.id}", "background:download", title=task.title)
    return send_stored(task.product_key, name=task.product_name, media_type=task.product_type, size=task.product_size)
