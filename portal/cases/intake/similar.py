"""Cases that may be about the same thing: of the enterprise itself before it sends, of others to the coordinator."""

import re
from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import Case, Category, Draft
from portal.cases.queries import visible_to
from portal.permissions.actor import Actor
from portal.vocabulary import ENDED

ALIKE = 0.4  # of the pairs of characters of a title
RECENT = timedelta(days=180)
MOST_SHOWN = 3
MONTH = timedelta(days=30)
MOST_COMPARED, MOST_OF_OTHERS = 500, 8
NO_WORD = re.compile(r"[\W_]+")


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters within the words of a text."""
    return {run[n : n + 2] for run in NO_WORD.split(text.lower()) for n in range(len(run) - 1)}


def likeness(title: str, text: str) -> float:
    """Return what share of a title's pairs of characters a text has, from 0 to 1; 0 for an empty title."""
    wanted = pairs(title)
    return len(wanted & pairs(text)) / len(wanted) if wanted else 0.0


def is_alike(title: str, text: str, case_title: str, case_text: str) -> bool:
    """Tell whether either title speaks of what the other case tells."""
    return max(likeness(title, case_title + case_text), likeness(case_title, title + text)) >= ALIKE


def to_draft(session: Session, draft: Draft) -> list[Case]:
    """Return up to three cases of the enterprise that resemble the draft, open ones first, then the newest.

    A case that is still open in the same category resembles it, and one that speaks of it, open or not half a year old.
    """
    recent = Case.submitted_at >= clock.now() - RECENT
    statement = (
        sa.select(Case)
        .join(Case.category)
        .where(Case.enterprise_id == draft.enterprise_id, Category.kind == draft.kind)
        .where(sa.or_(Case.status.not_in(ENDED), recent))
        .order_by(Case.status.in_(ENDED), Case.submitted_at.desc())
    )
    return list(_resembling(session.scalars(statement).unique(), draft))[:MOST_SHOWN]


def of_others(session: Session, actor: Actor, case: Case) -> list[Case]:
    """Return up to eight open cases of other enterprises that resemble a case, for whoever sees them, the newest first.

    One of the same category within a month resembles it, and one that speaks of it.
    """
    if case.confidential:
        return []
    statement = (
        sa.select(Case)
        .where(Case.enterprise_id != case.enterprise_id, Case.kind == case.kind, Case.status.not_in(ENDED))
        .where(~Case.confidential, visible_to(actor))
        .order_by(Case.submitted_at.desc())
        .limit(MOST_COMPARED)
    )
    found = [one for one in session.scalars(statement).unique() if _is_like(one, case)]
    return found[:MOST_OF_OTHERS]


def _is_like(one: Case, case: Case) -> bool:
    near = abs(one.submitted_at - case.submitted_at) <= MONTH
    return (near and one.category_id == case.category_id) or is_alike(
        case.title, case.description, one.title, one.description
    )


def _resembling(cases: Iterable[Case], draft: Draft) -> Iterable[Case]:
    title, text = str(draft.answers.get("title") or ""), str(draft.answers.get("description") or "")[:5000]
    for case in cases:
        same_category = case.status not in ENDED and case.category.code == draft.answers.get("category")
        if same_category or is_alike(title, text, case.title, case.description):
            yield case
