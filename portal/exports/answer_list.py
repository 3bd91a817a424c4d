"""The lawyers' desk of published answers, whatever their state."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.answers import queries
from portal.answers.models import PublishedAnswer
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission

A = PublishedAnswer


def _find(session: Session, _actor: Actor, _args: Arguments) -> Found[A]:
    return at_hand(queries.desk(session))


ANSWERS = Listing(
    "answers",
    _l("Published answers"),
    Permission.ANSWER_DESK,
    (
        Column[A](_l("Question"), lambda row: row.question, 40),
        Column[A](_l("Theme"), lambda row: row.topic, 20),
        Column[A](_l("Answer"), lambda row: row.answer, 60),
        Column[A](_l("State"), lambda row: str(row.state.label), 12),
        Column[A](_l("Author"), lambda row: row.author_name, 12),
        Column[A](_l("Submitted at"), lambda row: row.submitted_at, 17),
        Column[A](_l("Decided by"), lambda row: row.decided_by, 12),
        Column[A](_l("Decided at"), lambda row: row.decided_at, 17),
    ),
    _find,
)
