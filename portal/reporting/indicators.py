"""The office's figures, each defined once: what is counted (the whole), and what of it is reached (the part).

Count, share, breakdown and the list that a figure opens are made from the same two conditions, so that they cannot
differ. What a definition leaves out, it says.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.pairing.queries import lacking
from portal.reporting.conditions import (
    Today,
    closed,
    contacted,
    dispatched,
    escalated,
    in_time,
    late,
    legal_question,
    locally,
    promised,
    proposed,
    received,
    told_of_policy,
    triple,
    verified,
)
from portal.reporting.scope import Condition, Scope
from portal.vocabulary import (
    GOOD,
    UNSAID,
    CaseStatus,
    Reopening,
)


class Subject(enum.StrEnum):
    """What a figure counts."""

    CASES = "cases"
    ENTERPRISES = "enterprises"


@dataclass(frozen=True)
class Indicator:
    """A figure's definition. Without ``part`` it is a plain count.

    It is about what the days select (``among``, which several figures share, so that they are counted in one pass) and
    ``only`` narrows. ``part`` is true of what is reached, false of what is not, and unknown (NULL) of what the figure
    leaves out. The words name the lists that it opens: the whole, the part, the rest; ``dated`` tells whether the days
    matter.
    """

    key: str
    subject: Subject
    name: LazyString
    definition: LazyString
    among: Callable[[Scope, Today], list[Condition]]
    part: Callable[[Scope, Today], Condition] | None = None
    only: Callable[[Scope, Today], Condition] | None = None
    part_words: LazyString = UNSAID
    rest_words: LazyString = UNSAID
    dated: bool = True

    def outcome(self, scope: Scope, today: Today) -> Condition:
        """Return the part, unknown of all that is not counted; a plain count reaches all that it counts."""
        part = self.part(scope, today) if self.part else sa.true()
        return sa.case((self.only(scope, today), part)) if self.only else part


CASES, ENTERPRISES = Subject.CASES, Subject.ENTERPRISES
INDICATORS = (
    Indicator(
        "received",
        CASES,
        _l("Cases received"),
        _l("Submitted within the days; withdrawn and declined ones are left out."),
        received,
    ),
    Indicator(
        "response",
        CASES,
        _l("Response rate"),
        _l(
            "Of the cases received, those whose enterprise heard from the office within the time for first contact; "
            "those still within that time are left out."
        ),
        received,
        contacted,
        part_words=_l("Contacted in time"),
        rest_words=_l("Not contacted in time"),
    ),
    Indicator(
        "same-day",
        CASES,
        _l("Same-day rate"),
        _l(
            "Of the cases received, those dispatched, served on the handler and reported on the same working day; "
            "those whose day is not over and of which something is still to be done are left out."
        ),
        received,
        triple,
        part_words=_l("All three the same day"),
        rest_words=_l("Not all three the same day"),
    ),
    Indicator(
        "resolution",
        CASES,
        _l("Resolution rate"),
        _l("Of the cases received, those that are closed now; withdrawn and declined ones are left out."),
        received,
        lambda _scope, _today: Case.status == CaseStatus.CLOSED,
        part_words=_l("Closed"),
        rest_words=_l("Still open"),
    ),
    Indicator(
        "on-time",
        CASES,
        _l("Answered in time"),
        _l(
            "Of the cases promised for a day within the days and before today, those with an outcome proposed by the "
            "promised date; paused, withdrawn and declined ones are left out."
        ),
        promised,
        in_time,
        part_words=_l("On time"),
        rest_words=_l("Not in time"),
    ),
    Indicator(
        "satisfaction",
        CASES,
        _l("Satisfied enterprises"),
        _l("Of the cases closed and rated, those last rated satisfied or very satisfied; unrated ones are left out."),
        closed,
        lambda _scope, _today: Case.rated.in_(GOOD),
        part_words=_l("Satisfied"),
        rest_words=_l("Not satisfied"),
    ),
    Indicator(
        "late",
        CASES,
        _l("Late now"),
        _l("Cases whose clock runs and whose promised date is over today, whenever they were submitted."),
        late,
        dated=False,
    ),
    Indicator(
        "dispatched",
        CASES,
        _l("Cases dispatched"),
        _l("Dispatched within the days, counted with the unit that handles them now."),
        dispatched,
    ),
    Indicator(
        "answered",
        CASES,
        _l("Outcomes proposed"),
        _l("Cases whose latest outcome was proposed within the days; withdrawn ones are left out."),
        proposed,
    ),
    Indicator(
        "closed",
        CASES,
        _l("Cases closed"),
        _l("Closed within the days, by the enterprise's confirmation or by its silence."),
        closed,
    ),
    Indicator(
        "confirmed",
        CASES,
        _l("Confirmed by the enterprise"),
        _l("Of the cases closed, those that the enterprise itself confirmed; silence does not count."),
        closed,
        lambda _scope, _today: Case.confirmed_by_silence.is_(False),
        part_words=_l("Confirmed"),
        rest_words=_l("Closed by silence"),
    ),
    Indicator(
        "local",
        CASES,
        _l("Solved locally"),
        _l("Of the cases closed, those handled by a street, town, zone or grid; the others went to a department."),
        closed,
        locally,
        part_words=_l("Solved by the street"),
        rest_words=_l("Solved by a department"),
    ),
    Indicator(
        "escalated",
        CASES,
        _l("Escalated"),
        _l("Of the cases closed, those on which supervision went as far as a letter, or was requested or ordered."),
        closed,
        escalated,
        part_words=_l("Escalated"),
        rest_words=_l("Solved without supervision"),
    ),
    Indicator(
        "answers",
        CASES,
        _l("Lawyers' answers"),
        _l("Legal questions whose answer was given to the enterprise within the days."),
        proposed,
        only=legal_question,
    ),
    Indicator(
        "legal-on-time",
        CASES,
        _l("Legal questions answered in time"),
        _l("As the figure of answers in time, of legal questions only."),
        promised,
        in_time,
        legal_question,
        part_words=_l("On time"),
        rest_words=_l("Not in time"),
    ),
    Indicator(
        "reopened",
        ENTERPRISES,
        _l("Full reopening rate"),
        _l("Of the verified enterprises, those that have fully reopened by now."),
        verified,
        lambda _scope, _today: Enterprise.reopening == Reopening.FULL,
        part_words=_l("Fully reopened"),
        rest_words=_l("Not fully reopened"),
        dated=False,
    ),
    Indicator(
        "paired",
        ENTERPRISES,
        _l("Pairing coverage"),
        _l(
            "Of the verified enterprises, those whose leader, responsible unit, liaison cadre and lawyer are all named."
        ),
        verified,
        lambda _scope, _today: sa.not_(lacking()),
        part_words=_l("All four named"),
        rest_words=_l("Somebody missing"),
        dated=False,
    ),
    Indicator(
        "policy-reach",
        ENTERPRISES,
        _l("Policy reach"),
        _l("Of the verified enterprises, those told within the days of at least one measure that they fit."),
        verified,
        told_of_policy,
        part_words=_l("Told"),
        rest_words=_l("Not told"),
    ),
)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
