"""Looking into the audit trail. It names things and acts and holds nothing that anybody wrote in confidence."""

from flask import render_template, request
from flask_babel import gettext as _

from forms.administration import AuditFilterForm
from portal.administration.blueprint import blueprint
from portal.administration.trail import subjects_named, things_of
from portal.audit import queries
from portal.audit.acts import act_label
from portal.audit.queries import Trail
from portal.audit.wording import particulars
from portal.database import db
from portal.permissions.checks import requires
from portal.permissions.table import Permission
from portal.presentation.paging import paged

PAGE_SIZE = 50


@blueprint.get("/audit")
@requires(Permission.AUDIT_READ)
def audit() -> str:
    """List entries, filtered, newest first."""
    acts = [("", _("All acts")), *((act, act_label(act)) for act in queries.acts(db.session))]
    filters = AuditFilterForm(request.args, act=acts)
    words = filters.subject.data or ""
    trail = Trail(
        who=filters.who.data or "",
        subject=words,
        named=tuple(subjects_named(db.session, words)) if words else (),
        act=filters.act.data or "",
        since=filters.since.data,
        until=filters.until.data,
    )
    paging = paged(queries.count_events(db.session, trail), PAGE_SIZE)
    events = queries.find_events(db.session, trail, limit=PAGE_SIZE, offset=paging.offset)
    return render_template(
        "administration/audit.html",
        filters=filters,
        events=events,
        things=things_of(db.session, events),
        particulars=particulars,
        act_label=act_label,
        paging=paging,
    )
