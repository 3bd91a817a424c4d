"""The inbox (通知)."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.notifications import RhythmForm
from portal import clock
from portal.database import db
from portal.notifications import operations, queries
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.returning import local_path
from portal.presentation.submitting import form_page
from portal.settings import current_settings
from portal.vocabulary import MailRhythm

blueprint = Blueprint("notifications", __name__, url_prefix="/notifications")


def _own_id() -> int:
    return current_actor().account_id or 0


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def inbox() -> str:
    """Show one's notices, newest first."""
    paging = paged(queries.total(db.session, _own_id()))
    return render_template(
        "notifications/inbox.html",
        notices=queries.inbox(db.session, _own_id(), limit=paging.size, offset=paging.offset),
        unread=queries.unread_count(db.session, _own_id()),
        paging=paging,
    )


@blueprint.post("/<int:notification_id>/open")
@requires(Permission.SIGNED_IN)
def open_notice(notification_id: int) -> Response:
    """Mark a notice as read and go to what it is about."""
    notice = queries.own(db.session, _own_id(), notification_id)
    operations.mark_read(notice, at=clock.now())
    return redirect(local_path(notice.link, url_for("notifications.inbox")))


@blueprint.route("/settings", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def settings() -> str | tuple[str, int] | Response:
    """Choose how notices come by mail."""
    form = RhythmForm(mail=queries.rhythm_of(db.session, _own_id()))
    if form.validate_on_submit():
        operations.choose_rhythm(db.session, account_id=_own_id(), mail=MailRhythm(form.mail.data))
        announce(_("Your choice has been saved"), _("It holds from the next notice on."))
        return redirect(url_for("notifications.inbox"))
    return form_page("notifications/settings.html", form, digest_hour=current_settings().digest_hour)


@blueprint.post("/read-all")
@requires(Permission.SIGNED_IN)
def read_all() -> Response:
    """Mark everything as read."""
    operations.mark_all_read(db.session, account_id=_own_id(), at=clock.now())
    return redirect(url_for("notifications.inbox"))
