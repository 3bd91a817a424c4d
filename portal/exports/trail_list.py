"""The audit trail, as the administrator's search finds it."""

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.administration.trail import trail_of
from portal.audit.acts import act_label
from portal.audit.models import AuditEvent
from portal.audit.queries import count_events
from portal.audit.wording import particulars, thing_words
from portal.exports.columns import Arguments, Column, Found, Listing
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission


def _find(session: Session, _actor: Actor, args: Arguments) -> Found[AuditEvent]:
    trail = trail_of(session, args)[1]
    statement = sa.select(AuditEvent).where(*trail.conditions()).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    rows = session.scalars(statement.execution_options(yield_per=1_000))
    return Found(count_events(session, trail), iter(rows))


def _details(event: AuditEvent) -> str:
    return "；".join(f"{label}：{value}" for label, value in particulars(event.detail))


TRAIL = Listing(
    "audit",
    _l("Audit trail"),
    Permission.AUDIT_READ,
    (
        Column[AuditEvent](_l("Time"), lambda row: row.at, 17),
        Column[AuditEvent](_l("By whom"), lambda row: row.actor_name, 12),
        Column[AuditEvent](_l("Act"), lambda row: act_label(row.act), 22),
        Column[AuditEvent](_l("Thing"), lambda row: " ".join(thing_words(row.subject)).strip(), 26),
        Column[AuditEvent](_l("Network address"), lambda row: row.address, 16),
        Column[AuditEvent](_l("Details"), _details, 40),
    ),
    _find,
)
