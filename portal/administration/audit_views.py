"""Looking into the audit trail. It names things and acts and holds nothing that anybody wrote in confidence."""

from flask import render_template, request

from portal.administration.blueprint import blueprint
from portal.administration.trail import things_of, trail_of
from portal.administration.watching import last_watch
from portal.audit import queries
from portal.audit.acts import act_label
from portal.audit.wording import particulars
from portal.database import db
from portal.permissions.checks import requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged

PAGE_SIZE = 50


@blueprint.get("/audit")
@requires(Permission.AUDIT_READ)
def audit() -> str:
    """List entries, filtered, newest first."""
    filters, trail = trail_of(db.session, request.args)
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
        watched=last_watch(db.session),
    )
