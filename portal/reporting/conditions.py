"""What is counted, as conditions: each function gives the whole of a figure, or the part of it that is reached."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from portal.cases.limits import lights
from portal.cases.limits.milestone_models import MISSED, Milestone
from portal.cases.limits.same_day import TRIPLE
from portal.cases.models import Case, Rating
from portal.eligibility.models import PolicyOffer
from portal.enterprises.models import Enterprise
from portal.reporting.days import local_date
from portal.reporting.scope import Condition, Scope
from portal.supervision.models import SupervisionStep
from portal.units.models import Unit
from portal.vocabulary import (
    CaseKind,
    CaseStatus,
    MilestoneKind,
    RatingLevel,
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


def received(scope: Scope, _today: Today) -> list[Condition]:
    """Return the cases submitted within the days, without those declined or withdrawn."""
    return [scope.holds(Case.submitted_at), Case.status.not_in(NOT_TAKEN), *scope.of_cases()]


def closed(scope: Scope, _today: Today) -> list[Condition]:
    """Return the cases closed within the days."""
    return [Case.status == S.CLOSED, scope.holds(Case.ended_at), *scope.of_cases()]


def promised(scope: Scope, today: Today) -> list[Condition]:
    """Return the cases promised for a day within the days and before today."""
    last = min(scope.until, today.on - timedelta(days=1))
    return [
        Case.due_on >= scope.since,
        Case.due_on <= last,
        Case.status.not_in(NOT_TAKEN),
        *scope.of_cases(),
    ]


def legal_question(_scope: Scope, _today: Today) -> Condition:
    """Return whether a case is a legal question."""
    return Case.kind == CaseKind.LEGAL_QUESTION


def dispatched(scope: Scope, _today: Today) -> list[Condition]:
    """Return the cases dispatched within the days."""
    return [scope.holds(Case.dispatched_at), *scope.of_cases()]


def proposed(scope: Scope, _today: Today) -> list[Condition]:
    """Return the cases whose latest outcome was proposed within the days."""
    return [scope.holds(Case.proposed_at), Case.status.not_in(NOT_TAKEN), *scope.of_cases()]


def contact_due(scope: Scope, today: Today) -> Condition:
    """Return whether the enterprise has been contacted, or can no longer be contacted in time."""
    return sa.not_(_failed(scope, K.CONTACTED, still_open=today.on))


def contacted(scope: Scope, _today: Today) -> Condition:
    """Return whether the enterprise was contacted in time."""
    return sa.not_(_failed(scope, K.CONTACTED))


def triple_due(scope: Scope, today: Today) -> Condition:
    """Return whether the three acts are done or can no longer be done in time."""
    return sa.not_(_failed(scope, *TRIPLE, still_open=today.on))


def triple(scope: Scope, _today: Today) -> Condition:
    """Return whether all three acts were done the same working day."""
    return sa.not_(_failed(scope, *TRIPLE))


def _failed(scope: Scope, *kinds: MilestoneKind, still_open: date | None = None) -> Condition:
    """Return whether a case received in the scope has not reached a milestone in time, or only those ``still_open``.

    Each case has its milestones from its submission on, so that what has not failed was reached. Those that failed are
    few and have an index of their own. What is due early is due on the day of submission or a few working days later.
    """
    due: list[Condition] = [Milestone.due_on.between(scope.since, scope.until + FARTHEST_CONTACT)]
    if still_open is not None:
        due += [Milestone.reached_on.is_(None), Milestone.due_on >= still_open]
    return Case.id.in_(sa.select(Milestone.case_id).where(MISSED, Milestone.kind.in_(kinds), *due))


def in_time(_scope: Scope, _today: Today) -> Condition:
    """Return whether an outcome was proposed by the promised date."""
    return local_date(Case.proposed_at) <= Case.due_on


def last_level() -> sa.ScalarSelect[RatingLevel]:
    """Return how a case was rated last: after a rectification the new rating counts, what was a mistake never."""
    stands = sa.and_(Rating.case_id == Case.id, Rating.mistaken_at.is_(None))
    statement = sa.select(Rating.level).where(stands).order_by(Rating.id.desc()).limit(1)
    return statement.correlate(Case).scalar_subquery()


def late(scope: Scope, today: Today) -> list[Condition]:
    """Return the cases that are late now."""
    return [lights.late(today.on), *scope.of_cases()]


def locally(_scope: Scope, _today: Today) -> Condition:
    """Return whether a street, town, zone or grid handles the case."""
    return Case.handling_unit_id.in_(sa.select(Unit.id).where(Unit.kind.in_(TERRITORIAL)))


def escalated(_scope: Scope, _today: Today) -> Condition:
    """Return whether supervision went as far as a letter, or was asked for."""
    return Case.id.in_(sa.select(SupervisionStep.case_id).where(SupervisionStep.rung.in_(ESCALATED)))


def verified(scope: Scope, _today: Today) -> list[Condition]:
    """Return the verified enterprises."""
    return [Enterprise.standing == Standing.VERIFIED, *scope.of_enterprises()]


def told_of_policy(scope: Scope, _today: Today) -> Condition:
    """Return whether an enterprise was told of a measure within the days."""
    told = sa.exists().where(PolicyOffer.enterprise_id == Enterprise.id, scope.holds(PolicyOffer.told_at))
    return told.correlate(Enterprise)
