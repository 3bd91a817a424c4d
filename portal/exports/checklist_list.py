"""The checklists by which visits ask."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.visits import checklists
from portal.visits.checklist_models import Checklist, ChecklistEdition


@dataclass(frozen=True)
class Kept:
    """A checklist with the edition that visits ask by, and the one being prepared."""

    checklist: Checklist
    current: ChecklistEdition | None
    draft: ChecklistEdition | None

    @property
    def questions(self) -> int:
        """How many questions it has."""
        edition = self.current or self.draft
        return len(edition.questions) if edition else 0


def _find(session: Session, _actor: Actor, _args: Arguments) -> Found[Kept]:
    return at_hand(
        [
            Kept(one, checklists.current_edition(session, one), checklists.draft_of(session, one))
            for one in checklists.all_of(session)
        ]
    )


CHECKLISTS = Listing(
    "checklists",
    _l("Checklists"),
    Permission.CHECKLIST_MANAGE,
    (
        Column[Kept](_l("Checklist"), lambda row: row.checklist.name, 30),
        Column[Kept](_l("Kind"), lambda row: str(row.checklist.kind.label), 14),
        Column[Kept](_l("Questions"), lambda row: row.questions, 10),
        Column[Kept](_l("Edition"), lambda row: row.current.number if row.current else None, 10),
        Column[Kept](_l("Draft not published"), lambda row: str(_l("Yes") if row.draft else _l("No")), 12),
    ),
    _find,
)
