"""The supervision ladder, pure: what is done how many working days after the promised date, and who is told.

A day on which the case waited for the enterprise does not count after the promised date any more than before it.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.vocabulary import Rung
from portal.workdays import WorkCalendar

NO_DAYS: frozenset[date] = frozenset()
ONE_DAY = timedelta(days=1)
BEYOND = timedelta(days=60)  # no holiday is longer: a date this far ahead is not yet within reach of a reminder


class Told(enum.Enum):
    """Whom a step is told to. Where nobody handles the case yet, the coordinators stand in for handler and unit."""

    HANDLER = _l("Handler")
    UNIT = _l("Officers of the handling unit")
    COORDINATORS = _l("Coordinators")
    SUPERVISORS = _l("Supervisors")
    LEADER = _l("Lead leader of the enterprise")

    @property
    def label(self) -> LazyString:
        """The words for it."""
        return self.value


@dataclass(frozen=True)
class Step:
    """One step: ``after`` is working days after the promised date, ``coming`` the sentence before it is taken.

    ``drafts_letter`` means a 督办函 drafted to be signed, which asks for an answer within the days that are set for it.
    """

    rung: Rung
    after: int
    told: tuple[Told, ...]
    done: LazyString
    coming: LazyString
    drafts_letter: bool = False

    def due_on(self, promised: date, calendar: WorkCalendar, waiting: frozenset[date] = NO_DAYS) -> date:
        """Return the day on which the step is due; ``waiting`` are the days on which the clock stood still."""
        return calendar.add(promised, self.after, waiting if self.after > 0 else NO_DAYS)


LADDER = (
    Step(
        Rung.REMINDER,
        -1,
        (Told.HANDLER,),
        _l("The handler is reminded"),
        _l("Not resolved by %(day)s: the handler is reminded."),
    ),
    Step(
        Rung.BLUE,
        0,
        (Told.HANDLER,),
        _l("Blue card to the handler"),
        _l("Not resolved by %(day)s: blue card."),
    ),
    Step(
        Rung.YELLOW,
        1,
        (Told.UNIT, Told.COORDINATORS),
        _l("Yellow card to the handling unit"),
        _l("Not resolved by %(day)s: yellow card to the handling unit."),
    ),
    Step(
        Rung.LETTER,
        3,
        (Told.SUPERVISORS,),
        _l("Supervision letter drafted for sign-off"),
        _l("Not resolved by %(day)s: supervision letter to the handling unit."),
        drafts_letter=True,
    ),
    Step(
        Rung.LEADER,
        8,
        (Told.LEADER, Told.SUPERVISORS),
        _l("Reported to the lead leader of the enterprise"),
        _l("Not resolved by %(day)s: reported to the lead leader."),
    ),
    Step(
        Rung.NOTICE,
        10,
        (Told.SUPERVISORS, Told.UNIT),
        _l("Listed for notice"),
        _l("Not resolved by %(day)s: listed for notice."),
    ),
)
# Within how many working days the handling unit replies to a step, 0 for the same day. A letter names its own date.
REPLY_WITHIN: Mapping[Rung, int] = {
    Rung.BLUE: 0,
    Rung.YELLOW: 1,
    Rung.LEADER: 2,
    Rung.NOTICE: 2,
    Rung.REQUESTED: 2,
    Rung.ORDERED: 1,
    Rung.ESCALATED: 2,
}
BY_RUNG: Mapping[Rung, Step] = {step.rung: step for step in LADDER}


def reached(promised: date, calendar: WorkCalendar, on: date, waiting: frozenset[date] = NO_DAYS) -> list[Step]:
    """Return the steps that are due by a day, the lowest first."""
    return [step for step in LADDER if step.due_on(promised, calendar, waiting) <= on]


def latest_promise(step: Step, calendar: WorkCalendar, on: date) -> date:
    """Return the latest promised date for which the step is due by a day, were there no waiting."""
    promised = on + BEYOND
    while step.due_on(promised, calendar) > on:
        promised -= ONE_DAY
    return promised
