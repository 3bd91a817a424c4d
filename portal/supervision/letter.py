"""The 督办函 of a case: one matter, one letter, drafted for a supervisor who edits it and sends it to be signed."""

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.cases.models import Case
from portal.errors import RuleBroken
from portal.letters.drafts import OneIsOpen, draft
from portal.letters.models import Letter
from portal.permissions.actor import SYSTEM, Actor
from portal.supervision.people import Office
from portal.vocabulary import LetterKind, LetterState


def standing_letter(session: Session, case: Case) -> Letter | None:
    """Return the supervision letter that is still open, or was drafted since the clock began and is not void."""
    statement = sa.select(Letter).where(
        Letter.case_id == case.id,
        Letter.kind == LetterKind.SUPERVISION,
        Letter.state != LetterState.VOID,
        (Letter.state != LetterState.ACCEPTED) | (Letter.drafted_at >= case.clock_started_at),
    )
    return session.scalars(statement.order_by(Letter.id.desc()).limit(1)).first()


def letter_for(
    session: Session, case: Case, office: Office, *, actor: Actor = SYSTEM, drafter: Account | None = None
) -> tuple[Letter | None, str]:
    """Return the letter that a case has or now gets, and otherwise why it gets none."""
    drafter = drafter or office.drafter
    standing = standing_letter(session, case)
    if standing is not None:
        return standing, ""
    if drafter is None:
        return None, str(_("No supervisor belongs to a unit that has a code for letters."))
    try:
        with session.begin_nested():
            return draft(session, case, drafter, actor=actor, kind=LetterKind.SUPERVISION), ""
    except OneIsOpen as one:  # drafted by somebody else meanwhile
        return one.letter, ""
    except RuleBroken as broken:
        return None, broken.message
