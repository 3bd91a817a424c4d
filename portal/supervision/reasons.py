"""Which steps of the ladder are due on a case, and why each was or was not taken; pure.

The sweep takes what :func:`due_steps` returns and the page of a case reads :func:`reasons`, so that what is said of a
step and what was done cannot differ.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.cases.workflow import Clock
from portal.supervision.ladder import LADDER, NO_DAYS, Step, reached
from portal.vocabulary import Rung
from portal.workdays import WorkCalendar


@dataclass(frozen=True)
class Promise:
    """What the ladder goes by in a case: its promised date, None while it waits, and whether its clock runs.

    ``waiting`` are the days since the promise began on which the clock stood still. A case ``kept`` confidential is
    urged by its circle and never by the ladder.
    """

    due_on: date | None
    clock: Clock = Clock.RUNS
    waiting: frozenset[date] = NO_DAYS
    ended_on: date | None = None
    kept: bool = False


@dataclass(frozen=True)
class Due:
    """A step that is due since a day; ``highest`` where no higher one is, so that people are told of this one."""

    step: Step
    on: date
    highest: bool


@dataclass(frozen=True)
class Done:
    """That a step was taken on a day, and whether it was only noted because a higher one was due too."""

    on: date
    caught_up: bool = False


class Why(enum.Enum):
    """Why a step was taken, or was not."""

    TAKEN = enum.auto()
    CAUGHT_UP = enum.auto()
    NEXT = enum.auto()  # due, and no sweep has come by since
    COMING = enum.auto()
    WAITS = enum.auto()  # the clock stands until the enterprise has supplied
    PROPOSED = enum.auto()  # the clock stands until the enterprise has confirmed
    ENDED_BEFORE = enum.auto()
    ENDED_SINCE = enum.auto()  # on its day or later, before a sweep came by
    KEPT = enum.auto()


@dataclass(frozen=True)
class Reason:
    """Why a step was or was not taken; ``on`` is the day on which it was taken, and otherwise is or was due."""

    step: Step
    why: Why
    on: date | None = None

    @property
    def taken(self) -> bool:
        """Whether the step was taken."""
        return self.why in {Why.TAKEN, Why.CAUGHT_UP}


def due_steps(promise: Promise, calendar: WorkCalendar, today: date) -> list[Due]:
    """Return the steps that are due by today, taken or not; none while the clock stands."""
    if promise.due_on is None or promise.kept or promise.clock is not Clock.RUNS:
        return []
    steps = reached(promise.due_on, calendar, today, promise.waiting)
    days = [step.due_on(promise.due_on, calendar, promise.waiting) for step in steps]
    return [Due(step, day, step is steps[-1]) for step, day in zip(steps, days, strict=True)]


def reasons(promise: Promise, done: Mapping[Rung, Done], calendar: WorkCalendar, today: date) -> list[Reason]:
    """Return for every step of the ladder why it was or was not taken for the present promise."""
    return [_reason(step, promise, done.get(step.rung), calendar, today) for step in LADDER]


def _reason(step: Step, promise: Promise, done: Done | None, calendar: WorkCalendar, today: date) -> Reason:
    if done:
        return Reason(step, Why.CAUGHT_UP if done.caught_up else Why.TAKEN, done.on)
    if promise.kept:
        return Reason(step, Why.KEPT)
    day = step.due_on(promise.due_on, calendar, promise.waiting) if promise.due_on else None
    return Reason(step, _why_not(promise, day, today), day)


def _why_not(promise: Promise, day: date | None, today: date) -> Why:
    match promise.clock:
        case Clock.ENDED:
            reached_first = day is not None and promise.ended_on is not None and day <= promise.ended_on
            return Why.ENDED_SINCE if reached_first else Why.ENDED_BEFORE
        case Clock.STOPPED:
            return Why.PROPOSED
        case Clock.PAUSED:
            return Why.WAITS
    if day is None:
        return Why.WAITS
    return Why.NEXT if day <= today else Why.COMING
