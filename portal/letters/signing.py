"""Signing several letters: only those that the leader has opened since they were submitted, each by itself."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.errors import RuleBroken
from portal.letters import operations, queries
from portal.letters.models import Letter, LetterEvent
from portal.letters.record import write_line
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import LetterState

MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Waiting:
    """A letter that waits for the leader, and whether the leader has opened it since it was submitted."""

    letter: Letter
    opened: bool


def waiting_for(session: Session, actor: Actor) -> list[Waiting]:
    """Return the letters that wait for the actor's signature, the oldest first, at most fifty."""
    statement = sa.select(Letter).where(queries.to_sign(actor)).order_by(Letter.id).limit(MOST_AT_ONCE)
    letters = [letter for letter in session.scalars(statement) if permits(actor, Permission.LETTER_SIGN, letter)]
    opened = _opened(session, actor, [letter.id for letter in letters])
    return [Waiting(letter, letter.id in opened) for letter in letters]


def to_countersign(session: Session, actor: Actor) -> list[Letter]:
    """Return the letters of other units that wait for the actor's countersignature, the oldest first, at most fifty."""
    statement = sa.select(Letter).where(queries.to_countersign(actor)).order_by(Letter.id).limit(MOST_AT_ONCE)
    return [each for each in session.scalars(statement) if permits(actor, Permission.LETTER_COUNTERSIGN, each)]


def _opened(session: Session, actor: Actor, ids: list[int]) -> set[int]:
    """Return the letters whose newest line by the actor's reading is newer than their newest submission."""
    place = sa.func.max(LetterEvent.id)
    read = place.filter((LetterEvent.action == "read") & (LetterEvent.actor_id == actor.account_id))
    statement = (
        sa.select(LetterEvent.letter_id)
        .where(LetterEvent.letter_id.in_(ids))
        .group_by(LetterEvent.letter_id)
        .having(read > place.filter(LetterEvent.action == "submit"))
    )
    return set(session.scalars(statement))


def mark_read(session: Session, letter: Letter, *, actor: Actor) -> None:
    """Note that the leader asked to sign has opened the letter, once after each submission."""
    if letter.state is not LetterState.SUBMITTED or not permits(actor, Permission.LETTER_SIGN, letter):
        return
    if letter.id not in _opened(session, actor, [letter.id]):
        write_line(session, letter, "read", actor)


def sign_read(session: Session, letter_id: int, *, actor: Actor, seen: int) -> None:
    """Sign one of several letters, as it stood when it was picked.

    Raises RuleBroken where the actor has not opened it since it was submitted, and what signing raises.
    """
    letter = session.get(Letter, letter_id, populate_existing=True)
    if letter is None or letter.id not in _opened(session, actor, [letter_id]):
        raise RuleBroken(_("Open the letter and read it first."))
    operations.sign(session, letter, actor=actor, seen=seen)
