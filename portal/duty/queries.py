"""Reading lines and rosters: who is on duty now, and a week of a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.duty.models import DutyLine, Shift
from portal.duty.rotation import Span, double
from portal.duty.turns import Turn, days, read_turns
from portal.errors import NotFound
from portal.pairing.leaves import away_on
from portal.vocabulary import Role
from portal.workdays import WorkCalendar

LAST_CALLS = timedelta(hours=2)
"""After a turn, to write down what was told during it."""


@dataclass(frozen=True)
class Answering:
    """A line as it is answered now: who has it, None between turns, and from when somebody has it next."""

    line: DutyLine
    shift: Shift | None
    next_at: datetime | None

    @property
    def called(self) -> str:
        """What strangers read: the surname with 律师 or 同志."""
        if self.shift is None:
            return ""
        person = self.shift.account
        return f"{person.name[0]}{'律师' if Role.LAWYER in person.roles else '同志'}"


def lines(session: Session, *, with_closed: bool = False) -> Sequence[DutyLine]:
    """Return the lines in their order."""
    statement = sa.select(DutyLine).order_by(DutyLine.closed, DutyLine.position, DutyLine.id)
    return session.scalars(statement if with_closed else statement.where(~DutyLine.closed)).all()


def line_of(session: Session, line_id: int) -> DutyLine:
    """Return a line; raise NotFound where there is none."""
    line = session.get(DutyLine, line_id)
    if line is None:
        raise NotFound
    return line


def shift_of(session: Session, shift_id: int) -> Shift:
    """Return a turn that somebody has; raise NotFound where there is none."""
    shift = session.get(Shift, shift_id)
    if shift is None:
        raise NotFound
    return shift


def turns_on(line: DutyLine, on: date, calendar: WorkCalendar) -> list[Turn]:
    """Return the turns that a line has on a day."""
    return read_turns(line.turns) if line.on_days_off or calendar.is_working(on) else []


def answering(session: Session, at: datetime) -> list[Answering]:
    """Return every line with who answers it at an instant."""
    found = lines(session)
    now = sa.select(Shift).where(Shift.starts_at <= at, Shift.ends_at > at).order_by(Shift.starts_at)
    having = {shift.line_id: shift for shift in session.scalars(now)}
    later = sa.select(Shift.line_id, sa.func.min(Shift.starts_at)).where(Shift.starts_at > at).group_by(Shift.line_id)
    coming: dict[int, datetime] = {row[0]: row[1] for row in session.execute(later)}
    return [Answering(line, having.get(line.id), coming.get(line.id)) for line in found]


def is_on_duty(session: Session, account_id: int, at: datetime) -> bool:
    """Tell whether a person has a turn at an instant, or had one until two hours before."""
    spans = (Shift.account_id == account_id, Shift.starts_at <= at, Shift.ends_at > at - LAST_CALLS)
    return session.scalar(sa.select(sa.exists().where(*spans))) or False


def between(session: Session, first: date, last: date, line_id: int | None = None) -> Sequence[Shift]:
    """Return the turns of the days from the first to the last that somebody has, on one line or on all."""
    statement = sa.select(Shift).where(Shift.on >= first, Shift.on <= last).order_by(Shift.starts_at, Shift.id)
    return session.scalars(statement if line_id is None else statement.where(Shift.line_id == line_id)).all()


def double_shifts(session: Session, first: date, last: date) -> frozenset[int]:
    """Return the ids of the turns whose person has another at the same time, on whichever line."""
    around = timedelta(days=1)
    spans = (
        Span(shift.id, shift.account_id, shift.starts_at, shift.ends_at)
        for shift in between(session, first - around, last + around)
    )
    return double(spans)


def own(session: Session, account_id: int, at: datetime) -> Sequence[Shift]:
    """Return the turns that a person has now and will have, the next first."""
    statement = sa.select(Shift).where(Shift.account_id == account_id, Shift.ends_at > at)
    return session.scalars(statement.order_by(Shift.starts_at)).all()


def exchangeable(session: Session, shift: Shift, at: datetime) -> Sequence[Shift]:
    """Return the turns of others on the same line, yet to begin, for which a turn may be exchanged."""
    statement = sa.select(Shift).where(
        Shift.line_id == shift.line_id, Shift.account_id != shift.account_id, Shift.starts_at > at
    )
    return session.scalars(statement.order_by(Shift.starts_at).limit(60)).all()


@dataclass(frozen=True)
class Cell:
    """One turn of one day: who has it, and what is wrong with that."""

    on: date
    turn: Turn
    shift: Shift | None
    double: bool
    absent: bool
    over: bool

    @property
    def gap(self) -> bool:
        """Tell whether nobody has it although it is not over."""
        return self.shift is None and not self.over


def week(session: Session, line: DutyLine, monday: date, calendar: WorkCalendar) -> list[tuple[date, list[Cell]]]:
    """Return seven days of a line, each with its turns, and marks at double duties and at who is on leave."""
    last = monday + timedelta(days=6)
    absent = {on: away_on(session, on) for on in days(monday, last)}
    taken = {(shift.on, shift.turn): shift for shift in between(session, monday, last, line.id)}
    twice = double_shifts(session, monday, last)

    def cell(on: date, turn: Turn) -> Cell:
        shift = taken.get((on, turn.name))
        return Cell(
            on=on,
            turn=turn,
            shift=shift,
            double=shift is not None and shift.id in twice,
            absent=shift is not None and shift.account_id in absent[on],
            over=turn.span(on)[1] <= clock.now(),
        )

    return [(on, [cell(on, turn) for turn in turns_on(line, on, calendar)]) for on in days(monday, last)]
