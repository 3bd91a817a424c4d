"""The lawyer's word that there is no conflict of interest (无利益冲突), given before a legal question is answered."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.cases.models import Case
from portal.cases.moves import move
from portal.cases.workflow import Action
from portal.errors import RuleBroken
from portal.pairing.conflicts import check
from portal.permissions.actor import Actor
from portal.vocabulary import CaseKind, Role


def is_wanting(case: Case) -> bool:
    """Tell whether nobody has confirmed yet that a legal question is free of conflict for whoever answers it."""
    return case.kind is CaseKind.LEGAL_QUESTION and case.cleared_by_id is None


def clear(session: Session, case: Case, *, actor: Actor, seen: int | None = None) -> None:
    """Confirm that neither the lawyer nor the firm acts for the other party; the confirmation stands in the record.

    Raises ConflictOfInterest where a declared client says otherwise. A new handler confirms anew.
    """
    check(session, case.enterprise, session.get_one(Account, actor.account_id), None)
    facts = {"party": case.other_party}
    move(session, case, Action.CLEAR, actor=actor, facts=facts, public=False, seen=seen)
    case.cleared_by_id = actor.account_id


def require_cleared(case: Case, actor: Actor) -> None:
    """Raise RuleBroken where a lawyer would answer a legal question without having confirmed."""
    if is_wanting(case) and Role.LAWYER in actor.roles:
        raise RuleBroken(_("First confirm that there is no conflict of interest."))
