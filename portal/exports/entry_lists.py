"""QR codes with how often each has been used, and what one has filed on behalf of others."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from forms.entry import CodeFilterForm
from portal.cases.models import Case
from portal.entry import queries
from portal.entry.queries import Line
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand, in_pages
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission


def _find_codes(session: Session, _actor: Actor, args: Arguments) -> Found[Line]:
    form = CodeFilterForm(args)
    wanted = (form.q.data or "", form.kind.data)

    def page(offset: int, limit: int) -> list[Line]:
        return queries.lines(session, *wanted, offset=offset, limit=limit)

    return Found(queries.count(session, *wanted), in_pages(page))


CODES = Listing(
    "codes",
    _l("QR codes"),
    Permission.ENTRY_MANAGE,
    (
        Column[Line](_l("Number"), lambda row: row.code.id, 8),
        Column[Line](_l("Place"), lambda row: row.code.place, 32),
        Column[Line](_l("Kind"), lambda row: str(row.code.kind.label), 10),
        Column[Line](_l("Made by"), lambda row: row.code.made_by_name, 12),
        Column[Line](_l("Made at"), lambda row: row.code.made_at, 17),
        Column[Line](_l("Reports begun"), lambda row: row.code.begun, 10),
        Column[Line](_l("Reports sent"), lambda row: row.filed, 10),
        Column[Line](_l("State"), lambda row: str(_l("Revoked") if row.code.revoked_at else _l("Works")), 10),
    ),
    _find_codes,
)


def _find_filed(session: Session, actor: Actor, _args: Arguments) -> Found[Case]:
    return at_hand(queries.filed_by(session, actor, limit=None))


FILED = Listing(
    "filed",
    _l("Filed by me"),
    Permission.CASE_FILE,
    (
        Column[Case](_l("Reference"), lambda row: row.reference, 18),
        Column[Case](_l("Title"), lambda row: row.title, 40),
        Column[Case](_l("Enterprise"), lambda row: row.enterprise.name, 28),
        Column[Case](_l("Channel"), lambda row: str(row.channel.label), 10),
        Column[Case](_l("Submitted at"), lambda row: row.submitted_at, 17),
        Column[Case](_l("Status"), lambda row: str(row.status.label), 12),
        Column[Case](_l("Enterprise's confirmation"), lambda row: row.endorsed_at, 17),
    ),
    _find_filed,
)
