"""The office's figures, each defined once: what is counted (the whole), and what of it is reached (the part).

Count, share, breakdown and the list that a figure opens are made from the same two conditions, so that they cannot
differ. What a definition leaves out, it says.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.cases import lights
from portal.cases.milestone_models import Milestone
from portal.cases.models import Case, Rating
from portal.cases.same_day import TRIPLE
from portal.eligibility.models import PolicyOffer
from portal.enterprises.models import Enterprise
from portal.pairing.queries import lacking
from portal.reporting.days import local_date
from portal.reporting.scope import Condition, Scope
from portal.supervision.models import SupervisionStep
from portal.units.models import Unit
from portal.vocabulary import (
    GOOD,
    UNSAID,
    CaseKind,
    CaseStatus,
    MilestoneKind,
    RatingLevel,
    Reopening,
    Rung,
    Standing,
    UnitKind,
)
from portal.workdays import WorkCalendar

S, K = CaseStatus, MilestoneKind
FARTHEST_CONTACT = timedelta(days=60)  # some working days, over the longest holiday
NOT_TAKEN = frozenset({S.WITHDRAWN, S.DECLINED})
TERRITORIAL = (UnitKind.STREET, UnitKind.GRID)
ESCALATED = (Rung.LETTER, Rung.LEADER, Rung.NOTICE, Rung.REQUESTED, Rung.ORDERED)


@dataclass(frozen=True)
class Today:
    """What the definitions need beside the scope: the day, and the calendar."""

    on: date
    calendar: WorkCalendar


class Subject(enum.StrEnum):
    """What a figure counts."""

    CASES = "cases"
    ENTERPRISES = "enterprises"


@dataclass(frozen=True)
class Indicator:
    """A figure's definition. Without ``part`` it is a plain count of the whole.

    The words name the lists that it opens: the whole, the part, the rest; ``dated`` tells whether the days matter.
    """

    key: str
    subject: Subject
    name: LazyString
    definition: LazyString
    whole: Callable[[Scope, Today], list[Condition]]
    part: Callable[[Scope, Today], Condition] | None = None
    part_words: LazyString = UNSAID
    rest_words: LazyString = UNSAID
    dated: bool = True


def _received(scope: Scope, _today: Today) -> list[Condition]:
    return [scope.holds(Case.submitted_at), Case.status.not_in(NOT_TAKEN), *scope.of_cases()]


def _closed(scope: Scope, _today: Today) -> list[Condition]:
    return [Case.status == S.CLOSED, scope.holds(Case.ended_at), *scope.of_cases()]


def _promised(scope: Scope, today: Today) -> list[Condition]:
    last = min(scope.until, today.on - timedelta(days=1))
    return [
        Case.due_on >= scope.since,
        Case.due_on <= last,
        Case.status.not_in(NOT_TAKEN),
        *scope.of_cases(),
    ]


def _asked(scope: Scope, today: Today) -> list[Condition]:
    return [*_promised(scope, today), Case.kind == CaseKind.LEGAL_QUESTION]


def _answered(scope: Scope, today: Today) -> list[Condition]:
    return [*_proposed(scope, today), Case.kind == CaseKind.LEGAL_QUESTION]


def _dispatched(scope: Scope, _today: Today) -> list[Condition]:
    return [scope.holds(Case.dispatched_at), *scope.of_cases()]


def _proposed(scope: Scope, _today: Today) -> list[Condition]:
    return [scope.holds(Case.proposed_at), Case.status.not_in(NOT_TAKEN), *scope.of_cases()]


def _due_contact(scope: Scope, today: Today) -> list[Condition]:
    return [*_received(scope, today), _milestone(scope, K.CONTACTED, where=sa.not_(_still_open(today)))]


def _contacted(scope: Scope, _today: Today) -> Condition:
    return _milestone(scope, K.CONTACTED, where=sa.not_(MISSED))


def _due_triple(scope: Scope, today: Today) -> list[Condition]:
    """Return the cases whose three acts are done or can no longer be done in time."""
    still_open = _milestone(scope, *TRIPLE, where=_still_open(today))
    return [*_received(scope, today), _milestone(scope, K.DISPATCHED), sa.not_(still_open)]


def _triple(scope: Scope, _today: Today) -> Condition:
    return sa.not_(_milestone(scope, *TRIPLE, where=MISSED))


MISSED = sa.or_(Milestone.reached_on.is_(None), Milestone.reached_on > Milestone.due_on)


def _still_open(today: Today) -> Condition:
    return sa.and_(Milestone.reached_on.is_(None), Milestone.due_on >= today.on)


def _milestone(scope: Scope, *kinds: MilestoneKind, where: Condition | None = None) -> Condition:
    """Return the condition that a case received in the scope has such a milestone.

    What is due early is due on the day of submission or a few working days later, so that one stretch of the index
    is read instead of looking up each case.
    """
    due = Milestone.due_on.between(scope.since, scope.until + FARTHEST_CONTACT)
    stands = () if where is None else (where,)
    return Case.id.in_(sa.select(Milestone.case_id).where(Milestone.kind.in_(kinds), due, *stands))


def _in_time(_scope: Scope, _today: Today) -> Condition:
    return local_date(Case.proposed_at) <= Case.due_on


def _rated(scope: Scope, today: Today) -> list[Condition]:
    return [*_closed(scope, today), _last_level().is_not(None)]


def _last_level() -> sa.ScalarSelect[RatingLevel]:
    """Return how a case was rated last: after a rectification the new rating counts, what was a mistake never."""
    stands = sa.and_(Rating.case_id == Case.id, Rating.mistaken_at.is_(None))
    statement = sa.select(Rating.level).where(stands).order_by(Rating.id.desc()).limit(1)
    return statement.correlate(Case).scalar_subquery()


def _late(scope: Scope, today: Today) -> list[Condition]:
    return [lights.late(today.on), *scope.of_cases()]


def _locally(_scope: Scope, _today: Today) -> Condition:
    return Case.handling_unit_id.in_(sa.select(Unit.id).where(Unit.kind.in_(TERRITORIAL)))


def _escalated(_scope: Scope, _today: Today) -> Condition:
    step = sa.exists().where(SupervisionStep.case_id == Case.id, SupervisionStep.rung.in_(ESCALATED))
    return step.correlate(Case)


def _verified(scope: Scope, _today: Today) -> list[Condition]:
    return [Enterprise.standing == Standing.VERIFIED, *scope.of_enterprises()]


def _told_of_policy(scope: Scope, _today: Today) -> Condition:
    told = sa.exists().where(PolicyOffer.enterprise_id == Enterprise.id, scope.holds(PolicyOffer.told_at))
    return told.correlate(Enterprise)


CASES, ENTERPRISES = Subject.CASES, Subject.ENTERPRISES
INDICATORS = (
    Indicator(
        "received",
        CASES,
        _l("Cases received"),
        _l("Submitted within the days; withdrawn and declined ones are left out."),
        _received,
    ),
    Indicator(
        "response",
        CASES,
        _l("Response rate"),
        _l(
            "Of the cases received, those whose enterprise heard from the office within the time for first contact; "
            "those still within that time are left out."
        ),
        _due_contact,
        _contacted,
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
        _due_triple,
        _triple,
        part_words=_l("All three the same day"),
        rest_words=_l("Not all three the same day"),
    ),
    Indicator(
        "resolution",
        CASES,
        _l("Resolution rate"),
        _l("Of the cases received, those that are closed now; withdrawn and declined ones are left out."),
        _received,
        lambda _scope, _today: Case.status == S.CLOSED,
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
        _promised,
        _in_time,
        part_words=_l("On time"),
        rest_words=_l("Not in time"),
    ),
    Indicator(
        "satisfaction",
        CASES,
        _l("Satisfied enterprises"),
        _l("Of the cases closed and rated, those last rated satisfied or very satisfied; unrated ones are left out."),
        _rated,
        lambda _scope, _today: _last_level().in_(GOOD),
        part_words=_l("Satisfied"),
        rest_words=_l("Not satisfied"),
    ),
    Indicator(
        "late",
        CASES,
        _l("Late now"),
        _l("Cases whose clock runs and whose promised date is over today, whenever they were submitted."),
        _late,
        dated=False,
    ),
    Indicator(
        "dispatched",
        CASES,
        _l("Cases dispatched"),
        _l("Dispatched within the days, counted with the unit that handles them now."),
        _dispatched,
    ),
    Indicator(
        "answered",
        CASES,
        _l("Outcomes proposed"),
        _l("Cases whose latest outcome was proposed within the days; withdrawn ones are left out."),
        _proposed,
    ),
    Indicator(
        "closed",
        CASES,
        _l("Cases closed"),
        _l("Closed within the days, by the enterprise's confirmation or by its silence."),
        _closed,
    ),
    Indicator(
        "confirmed",
        CASES,
        _l("Confirmed by the enterprise"),
        _l("Of the cases closed, those that the enterprise itself confirmed; silence does not count."),
        _closed,
        lambda _scope, _today: Case.confirmed_by_silence.is_(False),
        part_words=_l("Confirmed"),
        rest_words=_l("Closed by silence"),
    ),
    Indicator(
        "local",
        CASES,
        _l("Solved locally"),
        _l("Of the cases closed, those handled by a street, town, zone or grid; the others went to a department."),
        _closed,
        _locally,
        part_words=_l("Solved by the street"),
        rest_words=_l("Solved by a department"),
    ),
    Indicator(
        "escalated",
        CASES,
        _l("Escalated"),
        _l("Of the cases closed, those on which supervision went as far as a letter, or was requested or ordered."),
        _closed,
        _escalated,
        part_words=_l("Escalated"),
        rest_words=_l("Solved without supervision"),
    ),
    Indicator(
        "answers",
        CASES,
        _l("Lawyers' answers"),
        _l("Legal questions whose answer was given to the enterprise within the days."),
        _answered,
    ),
    Indicator(
        "legal-on-time",
        CASES,
        _l("Legal questions answered in time"),
        _l("As the figure of answers in time, of legal questions only."),
        _asked,
        _in_time,
        part_words=_l("On time"),
        rest_words=_l("Not in time"),
    ),
    Indicator(
        "reopened",
        ENTERPRISES,
        _l("Full reopening rate"),
        _l("Of the verified enterprises, those that have fully reopened by now."),
        _verified,
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
        _verified,
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
        _verified,
        _told_of_policy,
        part_words=_l("Told"),
        rest_words=_l("Not told"),
    ),
)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
