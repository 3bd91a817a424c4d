"""The figures of the dashboard as a table, each with what it counts."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.exports.asked import asked
from portal.exports.columns import Arguments, Column, Found, Listing, Share, at_hand
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.reporting.figures import Figure
from portal.reporting.indicators import INDICATORS


def _find(session: Session, actor: Actor, args: Arguments) -> Found[Figure]:
    about = asked(session, actor, args)
    found = about.read.figures(INDICATORS, about.scope)
    return at_hand([found[indicator.key] for indicator in INDICATORS], about=about.words)


FIGURES = Listing(
    "figures",
    _l("Table of figures"),
    Permission.REPORT_READ,
    (
        Column[Figure](_l("Figure"), lambda row: row.name, 20),
        Column[Figure](_l("Number counted"), lambda row: row.count, 12),
        Column[Figure](_l("Out of"), lambda row: row.of, 12),
        Column[Figure](_l("Share"), lambda row: None if row.share is None else Share(row.share), 10),
        Column[Figure](_l("Definition"), lambda row: row.definition, 60),
    ),
    _find,
)
