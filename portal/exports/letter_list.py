"""The list of letters."""

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.exports.columns import Arguments, Column, Found, Listing
from portal.letters import filtering
from portal.letters.models import Letter
from portal.letters.queries import visible_to
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.presentation.marks import letter_mark


def _find(session: Session, actor: Actor, args: Arguments) -> Found[Letter]:
    wanted = (visible_to(actor), *filtering.conditions(session, actor, args))
    total = session.scalar(sa.select(sa.func.count()).select_from(Letter).where(*wanted)) or 0
    statement = sa.select(Letter).where(*wanted).order_by(Letter.id.desc()).execution_options(yield_per=500)
    return Found(total, iter(session.scalars(statement)))


def _state(row: Letter) -> str:
    return str(letter_mark(row.state, awaits_countersignature=row.awaits_countersignature).words)


LETTERS = Listing(
    "letters",
    _l("Letters"),
    Permission.LETTER_LIST,
    (
        Column[Letter](_l("Document number"), lambda row: row.number, 22),
        Column[Letter](_l("Kind"), lambda row: str(row.kind.label), 12),
        Column[Letter](_l("Title"), lambda row: row.title, 44),
        Column[Letter](_l("State"), _state, 12),
        Column[Letter](_l("Addressee"), lambda row: row.addressee, 28),
        Column[Letter](_l("Case"), lambda row: row.case.reference if row.case else "", 18),
        Column[Letter](_l("Drafted by"), lambda row: row.drafted_by.name, 10),
        Column[Letter](_l("Signed by"), lambda row: row.signed_by.name if row.signed_by else "", 10),
        Column[Letter](_l("Issued at"), lambda row: row.issued_at, 17),
        Column[Letter](_l("Served at"), lambda row: row.served_at, 17),
        Column[Letter](_l("Answer by"), lambda row: row.reply_by, 12),
        Column[Letter](_l("Answered on"), lambda row: row.answered_at, 17),
    ),
    _find,
)
