"""What is done to lines and rosters: turns are given singly or in rotation, taken away, and exchanged."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.duty import messages
from portal.duty.models import DutyLine, Shift
from portal.duty.queries import between, turns_on
from portal.duty.rotation import Step, rotate
from portal.duty.turns import Turn, days, read_turns
from portal.errors import RuleBroken, StaleEdit
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.workdays import load_calendar

LONGEST = 92
"""Days that one rotation may fill: a quarter."""


@dataclass(frozen=True)
class LineFacts:
    """What is known of a line; the fields are its columns by name."""

    name: str
    telephone: str
    hours: str
    turns: list[str]
    on_days_off: bool
    closed: bool = False


def save_line(
    session: Session, *, actor: Actor, facts: LineFacts, line: DutyLine | None = None, seen: int = 0
) -> DutyLine:
    """Add a line, or change one; the turns already given stay as they are.

    Raises RuleBroken at ``turns`` for a line that is no turn, at ``name`` for one taken, and StaleEdit.
    """
    require(actor, Permission.DUTY_MANAGE)
    try:
        turns = [str(turn) for turn in read_turns(facts.turns)]
    except ValueError as wrong:
        raise RuleBroken(_("“%(line)s” is no turn. Write: day 08:30-17:30", line=str(wrong)), "turns") from None
    if line is not None and line.version != seen:
        raise StaleEdit(theirs=((str(_("Name of the line")), line.name),), version=line.version)
    taken = session.scalars(sa.select(DutyLine).where(DutyLine.name == facts.name)).one_or_none()
    if taken is not None and taken is not line:
        raise RuleBroken(_("There is a line of this name already."), "name")
    line = line or DutyLine()
    for name, value in (vars(facts) | {"turns": turns}).items():
        setattr(line, name, value)
    session.add(line)
    session.flush()
    record(session, actor, "duty:save-line", f"duty:{line.id}", name=line.name)
    return line


def give(
    session: Session, *, actor: Actor, line: DutyLine, on: date, turn: str, person: Account | None
) -> Shift | None:
    """Give one turn to a person, in place of whoever has it; without a person take it away. Both are told.

    Raises RuleBroken at ``person`` for a turn that the line does not have on the day.
    """
    require(actor, Permission.DUTY_MANAGE)
    wanted = next((one for one in turns_on(line, on, load_calendar(session)) if one.name == turn), None)
    if wanted is None:
        raise RuleBroken(_("The line has no such turn on this day."), "person")
    earlier = next((shift for shift in between(session, on, on, line.id) if shift.turn == turn), None)
    if earlier and person and earlier.account_id == person.id:
        return earlier
    if earlier:
        _tell(session, actor, earlier.account, messages.taken_away(earlier))
        session.delete(earlier)
        session.flush()
    shift = _new_shift(session, actor, line, (on, wanted), person) if person else None
    record(
        session,
        actor,
        "duty:give",
        f"duty:{line.id}",
        on=on.isoformat(),
        turn=turn,
        to=person.name if person else "",
    )
    if shift:
        _tell(session, actor, shift.account, messages.given([shift]))
    return shift


def fill(
    session: Session, *, actor: Actor, line: DutyLine, first: date, last: date, people: Sequence[Account], step: Step
) -> list[Shift]:
    """Give each turn of a range that nobody has to the people in rotation, tell each once, return the new turns.

    The rotation counts turns that are taken too, so that filling the rest of a range goes on where the rotation stands.
    Raises RuleBroken at ``last`` for a range of more than a quarter, and at ``people`` where nobody is chosen.
    """
    require(actor, Permission.DUTY_MANAGE)
    if not first <= last or (last - first).days >= LONGEST:
        raise RuleBroken(_("Choose a range of at most %(days)s days.", days=LONGEST), "last")
    if not people:
        raise RuleBroken(_("Choose who takes turns."), "people")
    calendar, known = load_calendar(session), {person.id: person for person in people}
    turns = {(on, turn.name): turn for on in days(first, last) for turn in turns_on(line, on, calendar)}
    taken = {(shift.on, shift.turn) for shift in between(session, first, last, line.id)}
    new = [
        _new_shift(session, actor, line, (place[0], turns[place]), known[person])
        for place, person in rotate(turns, [person.id for person in people], step)
        if place not in taken
    ]
    record(session, actor, "duty:fill", f"duty:{line.id}", first=first.isoformat(), last=last.isoformat())
    of_person: dict[int, list[Shift]] = defaultdict(list)
    for shift in new:
        of_person[shift.account.id].append(shift)
    for shifts in of_person.values():
        _tell(session, actor, shifts[0].account, messages.given(shifts))
    return new


def exchange(session: Session, mine: Shift, theirs: Shift, *, actor: Actor) -> None:
    """Exchange the people of two turns of one line that have not begun; both are told.

    Raises RuleBroken at ``theirs`` for a turn that has begun, of another line, or of the same person.
    """
    require(actor, Permission.DUTY_SWAP, mine)
    now = clock.now()
    if mine.line_id != theirs.line_id or mine.account_id == theirs.account_id:
        raise RuleBroken(_("Choose a turn of somebody else on the same line."), "theirs")
    if min(mine.starts_at, theirs.starts_at) <= now:
        raise RuleBroken(_("A turn that has begun cannot be exchanged."), "theirs")
    mine.account, theirs.account = theirs.account, mine.account
    for shift in (mine, theirs):
        shift.set_by_name, shift.set_at = actor.name, now
    session.flush()
    record(session, actor, "duty:exchange", f"duty:{mine.line_id}", mine=mine.id, theirs=theirs.id)
    title, body = messages.exchanged(mine, theirs, actor.name)
    notify(session, [mine.account, theirs.account], subject=title, body=body, link="/duty")


def _new_shift(session: Session, actor: Actor, line: DutyLine, place: tuple[date, Turn], person: Account) -> Shift:
    """Store a turn; where somebody else was faster, say so."""
    on, turn = place
    begins, ends = turn.span(on)
    shift = Shift(line=line, on=on, turn=turn.name, starts_at=begins, ends_at=ends, account=person)
    shift.set_by_name, shift.set_at = actor.name, clock.now()
    try:
        with session.begin_nested():
            session.add(shift)
    except IntegrityError:
        raise RuleBroken(_("Somebody else has just given this turn. Look at the roster again.")) from None
    return shift


def _tell(session: Session, actor: Actor, person: Account, message: messages.Message) -> None:
    if person.id != actor.account_id:
        notify(session, [person], subject=message[0], body=message[1], link="/duty")
