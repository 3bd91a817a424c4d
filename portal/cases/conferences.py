"""Conferences (会商): units meet on a case that none settles alone; minutes and decisions come back to its handler."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.cases import messages
from portal.cases.models import Case
from portal.cases.moves import move, tell
from portal.cases.operations import TASK_ROLES
from portal.cases.workflow import Action
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.units.models import Unit


def confer(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    agenda: str,
    on: date,
    units: Sequence[Unit],
    seen: int | None = None,
) -> None:
    """Call a conference and invite the units; the clock runs on. Raises RuleBroken for a day that is past."""
    if on < clock.today():
        raise RuleBroken(_("Choose today or a later day."), "on")
    facts = {"units": [unit.short_name for unit in units], "on": on.isoformat()}
    move(session, case, Action.CONFER, actor=actor, text=agenda, public=False, facts=facts, seen=seen)
    people = _taking_part(session, case, [unit.id for unit in units])
    tell(session, case, people, actor, messages.conference_called(case, agenda, on))


def conclude(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    minutes: str,
    decisions: str,
    seen: int | None = None,
) -> None:
    """End a conference with minutes and decisions; the handler goes on by them."""
    facts = {"decisions": decisions}
    move(session, case, Action.CONCLUDE, actor=actor, text=minutes, public=False, facts=facts, seen=seen)
    tell(session, case, [case.handler], actor, messages.conference_concluded(case, decisions))


def _taking_part(session: Session, case: Case, unit_ids: Sequence[int]) -> list[Account | None]:
    return [case.handler, *(person for role in TASK_ROLES for person in with_role(session, role, unit_ids))]
