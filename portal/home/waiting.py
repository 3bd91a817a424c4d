"""What waits for a person, counted: cases by the desks of their roles, letters, pairings and registrations."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.answers.queries import count_waiting
from portal.cases.conferences import proposals as conference_proposals
from portal.cases.desk import desks, worklist
from portal.enterprises.models import Enterprise
from portal.letters.models import Letter, LetterUnit
from portal.letters.queries import to_countersign, to_sign, visible_to
from portal.pairing.queries import lacking
from portal.permissions.actor import Actor
from portal.vocabulary import LetterState, Role, Standing
from portal.workdays import load_calendar

DRAFTERS_TURN = frozenset({LetterState.DRAFT, LetterState.RETURNED, LetterState.ISSUED, LetterState.ANSWERED})


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """Return how much of each kind waits for the actor; kinds that are not the actor's are left out."""
    found: dict[str, int] = {}
    if actor.roles - {Role.ADMIN}:
        tabs = desks.desk(actor, clock.today(), load_calendar(session))
        found |= worklist.count(session, actor, {tab.key: tab.condition for tab in tabs if tab.waits})
    if actor.has(Role.COORDINATOR):
        found["conferences"] = conference_proposals.waiting_count(session)
        found["unpaired"] = _enterprises(session, Enterprise.standing == Standing.VERIFIED, lacking())
        found["unverified"] = _enterprises(session, Enterprise.standing == Standing.PENDING)
    if actor.has(Role.LAWYER):
        found["answers_to_approve"] = count_waiting(session, actor)
    if actor.has(Role.LEADER):
        found["letters_to_sign"] = _letters(session, visible_to(actor), to_sign(actor) | to_countersign(actor))
    return found


def _enterprises(session: Session, *conditions: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Enterprise).where(*conditions)) or 0


def _letters(session: Session, *conditions: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Letter).where(*conditions)) or 0


def letters_waiting(session: Session, actor: Actor) -> list[Letter]:
    """Return the letters on which the actor is to act, the oldest first: countersign, sign, mend, serve, answer."""
    own = Letter.drafted_by_id == actor.account_id
    turns: list[sa.ColumnElement[bool]] = [own & Letter.state.in_(DRAFTERS_TURN)]
    if actor.has(Role.LEADER):
        turns += [to_sign(actor), to_countersign(actor)]
    if actor.has(Role.OFFICER) and actor.unit_id:
        addressed = sa.select(LetterUnit.letter_id).where(LetterUnit.unit_id == actor.unit_id)
        turns.append(Letter.id.in_(addressed) & (Letter.state == LetterState.SERVED))
    statement = sa.select(Letter).where(visible_to(actor), sa.or_(*turns)).order_by(Letter.id)
    return list(session.scalars(statement))
