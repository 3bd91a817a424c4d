"""The figures of the dashboard as a table, each with what it counts."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.exports.columns import Arguments, Column, Found, Listing
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.reporting import asking
from portal.reporting.figures import Figure, reading
from portal.reporting.indicators import INDICATORS


def _find(session: Session, actor: Actor, args: Arguments) -> Found[Figure]:
    today = clock.today()
    scope = asking.scope_of(asking.scope_form(session, args), today)
    read = reading(session, actor, today)
    return Found(len(INDICATORS), (read.figure(indicator, scope) for indicator in INDICATORS))


FIGURES = Listing(
    "figures",
    _l("Table of figures"),
    Permission.REPORT_READ,
    (
        Column[Figure](_l("Figure"), lambda row: row.name, 20),
        Column[Figure](_l("Number counted"), lambda row: row.count, 12),
        Column[Figure](_l("Out of"), lambda row: row.of, 12),
        Column[Figure](_l("Share"), lambda row: None if row.share is None else f"{row.share:.1%}", 10),
        Column[Figure](_l("Definition"), lambda row: row.definition, 60),
    ),
    _find,
)
