"""The bulletin of a day: reading, writing, publishing, and its PDF."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.base import PortalForm
from forms.reporting import BulletinForm
from portal import clock
from portal.attachments.storage import storage
from portal.database import db
from portal.errors import NotFound
from portal.permissions.checks import current_actor, may_ever, requires
from portal.permissions.permission import Permission
from portal.presentation.addresses import day
from portal.presentation.dates import date_text
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.reporting import bulletin_operations as operations
from portal.reporting.bulletins import sections
from portal.reporting.daily_queries import last_days
from portal.reporting.models import Bulletin

blueprint = Blueprint("bulletin", __name__, url_prefix="/bulletin")

DRAFT_DAYS = 15


def _day() -> date:
    """Return the day that the address asks for; today without one. A day to come has no bulletin."""
    try:
        on = day(request.args["on"]) if "on" in request.args else clock.today()
    except ValueError:
        raise NotFound from None
    if on > clock.today():
        raise NotFound
    return on


def _reads_drafts() -> bool:
    return may_ever(current_actor(), Permission.REPORT_READ)


def _readable(on: date) -> Bulletin:
    """Return a day's bulletin; a draft is there for those who read the figures only."""
    bulletin = operations.bulletin_of(db.session, on)
    if not bulletin.published_at and not _reads_drafts():
        raise NotFound
    return bulletin


def _days(shown: date) -> list[tuple[date, str | None]]:
    """Return the days to choose from, the latest first, each with the number of what was published.

    Whoever reads drafts has the last days besides, and the one shown.
    """
    numbers = operations.published_numbers(db.session)
    drafts = {shown, *last_days(clock.today(), DRAFT_DAYS)} if _reads_drafts() else set()
    return [(on, numbers.get(on)) for on in sorted(drafts | numbers.keys(), reverse=True)]


@blueprint.route("")
@requires(Permission.STAFF)
def show() -> str:
    """Show the bulletin of a day; until it is published to those who work on it, with what has been counted so far.

    Without a day they get that of today, all other staff the latest that has been published.
    """
    if "on" in request.args or _reads_drafts():
        on = _day()
    else:
        published = operations.published_numbers(db.session)
        if not published:
            return render_template("reporting/no-bulletin.html")
        on = max(published)
    bulletin = _readable(on)
    return render_template("reporting/bulletin.html", form=PortalForm(), **_shown(bulletin))


def _shown(bulletin: Bulletin) -> dict[str, Any]:
    """Return what the page of a bulletin shows; the parts of a published one stand in its PDF."""
    parts = [] if bulletin.published_at else sections(db.session, bulletin, clock.now())
    return {"bulletin": bulletin, "sections": parts, "days": _days(bulletin.on)}


@blueprint.route("/edit", methods=["GET", "POST"])
@requires(Permission.BULLETIN_EDIT)
def edit() -> tuple[str, int] | Response:
    """Write the review and the plan of a day."""
    on = _day()
    bulletin = operations.bulletin_of(db.session, on)
    form = BulletinForm(obj=bulletin, version=bulletin.version if bulletin.id else 0)

    def write() -> None:
        operations.write(
            db.session,
            on,
            actor=current_actor(),
            review=form.review.data or "",
            plan=form.plan.data or "",
            seen=form.seen_version,
        )

    if form.validate_on_submit() and succeeds(form, write):
        announce(_("The bulletin is saved"), _("It can be changed until it is published."))
        return redirect(url_for("bulletin.show", on=on.isoformat()))
    return form_page("reporting/bulletin-edit.html", form, bulletin=bulletin)


@blueprint.post("/publish")
@requires(Permission.BULLETIN_EDIT)
def publish() -> tuple[str, int] | Response:
    """Publish the bulletin of a day."""
    on, form = _day(), PortalForm()
    if form.validate_on_submit() and succeeds(form, lambda: operations.publish(db.session, on, actor=current_actor())):
        announce(_("The bulletin is published"), _("Its PDF is kept as it was printed now."))
        return redirect(url_for("bulletin.show", on=on.isoformat()))
    return form_page("reporting/bulletin.html", form, **_shown(operations.bulletin_of(db.session, on)))


@blueprint.route("/pdf")
@requires(Permission.STAFF)
def pdf() -> Response:
    """Send the bulletin as it was published; before, as a draft."""
    on = _day()
    bulletin = _readable(on)
    if bulletin.published_at:
        content = storage().get(bulletin.pdf_key)
    else:
        content = operations.pdf_of(db.session, bulletin, actor=current_actor())
    name = _("Bulletin of %(day)s.pdf", day=date_text(on, year=True))
    return send_file(BytesIO(content), mimetype="application/pdf", download_name=name)
