"""The filter of the list of letters: what its address asks for."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forms.base import whole
from portal.cases.queries import visible_case
from portal.letters.models import Letter
from portal.permissions.actor import Actor
from portal.vocabulary import LetterState

NAMES = ("state", "case", "visit")


def conditions(session: Session, actor: Actor, args: Mapping[str, str]) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of a list; raise NotFound for a case that the actor may not see."""
    wanted: list[sa.ColumnElement[bool]] = []
    state, reference, visit = (args.get(name, "") for name in NAMES)
    if state in set(LetterState):
        wanted.append(Letter.state == LetterState(state))
    if reference:
        wanted.append(Letter.case_id == visible_case(session, actor, reference).id)
    if visit:
        wanted.append(Letter.visit_id == (whole(visit) or 0))
    return wanted
