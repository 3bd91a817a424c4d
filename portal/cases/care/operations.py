"""Special care: cases that only those concerned may read, cases that may stir many people, and lawyers' confidences."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.queries import with_role
from portal.attachments.models import Attachment
from portal.cases import messages
from portal.cases.models import Case
from portal.cases.moves import move, tell
from portal.cases.workflow import Action
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.vocabulary import Care, Role

# From ten workers with one demand on, it is a collective dispute (劳动争议调解仲裁法, 第七条).
COLLECTIVE = 10
LABOUR = "labour"


def is_collective(category_code: str, staff: int | None) -> bool:
    """Tell whether a matter is about the work of so many that the supervisors must know of it at once."""
    return category_code.partition("-")[0] == LABOUR and (staff or 0) >= COLLECTIVE


def marks_of(case: Case) -> set[Care]:
    """Return the special care that a case has now."""
    held = {Care.RESTRICTED: case.restricted, Care.SENSITIVE: case.sensitive}
    return {care for care, is_held in held.items() if is_held}


def mark(
    session: Session, case: Case, *, actor: Actor, marks: Iterable[Care], reason: str, seen: int | None = None
) -> None:
    """Set exactly these marks; the record says which and why, and a case newly sensitive is told to the supervisors.

    Raises RuleBroken where nothing would change.
    """
    wanted, before = set(marks), marks_of(case)
    if wanted == before:
        raise RuleBroken(_("Nothing has been changed. Tick what is so, or take a tick away."), "marks")
    facts = {"set": sorted(wanted - before), "lifted": sorted(before - wanted)}
    move(session, case, Action.MARK, actor=actor, text=reason, public=False, facts=facts, seen=seen)
    case.restricted, case.sensitive = Care.RESTRICTED in wanted, Care.SENSITIVE in wanted
    if Care.SENSITIVE in wanted - before:
        warn_supervisors(session, case, actor, reason)


def warn_supervisors(session: Session, case: Case, actor: Actor, reason: str) -> None:
    """Tell the supervisors at once of a case that may stir many people (涉众涉稳)."""
    tell(session, case, with_role(session, Role.SUPERVISOR), actor, messages.sensitive(case, reason))


def advise(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    text: str,
    files: Iterable[Attachment] = (),
    seen: int | None = None,
) -> None:
    """Write what a lawyer tells the enterprise in confidence: it and its lawyers read it, the office does not."""
    move(session, case, Action.ADVISE, actor=actor, text=text, privileged=True, files=files, seen=seen)
    tell(session, case, members_of(session, case.enterprise_id), actor, messages.advised(case))
