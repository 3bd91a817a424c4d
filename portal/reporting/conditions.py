"""What is counted, as conditions: each function gives the whole of a figure, or the part of it that is reached."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from portal.cases.limits import lights
from portal.cases.limits.milestone_models import MISSED, Milestone
from portal.cases.limits.same_day import TRIPLE
from portal.cases.models import Case
from portal.eligibility.models import PolicyOffer
from portal.enterprises.models import Enterprise
from portal.reporting.days import day_end
from portal.reporting.scope import Condition, Scope
from portal.supervision.models import SupervisionStep
from portal.units.models import Unit
from portal.vocabulary import (
    CaseKind,
    CaseStatus,
    MilestoneKind,
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


def contacted(scope: Scope, today: Today) -> Condition:
    """Return whether the enterprise was contacted in time; unknown while it still can be."""
    return _reached(scope, today, K.CONTACTED)


def triple(scope: Scope, today: Today) -> Condition:
    """Return whether all three acts were done the same working day; unknown while they still can be."""
    return _reached(scope, today, *TRIPLE)


def _reached(scope: Scope, today: Today, *kinds: MilestoneKind) -> Condition:
    """Return whether a case received in the scope has reached all of some milestones in time.

    Each case has its milestones from its submission on, so that what has not failed was reached. Those that failed are
    few and have an index of their own. What is due early is due on the day of submission or a few working days later.
    """
    due = Milestone.due_on.between(scope.since, scope.until + FARTHEST_CONTACT)
    failed = sa.select(Milestone.case_id).where(MISSED, Milestone.kind.in_(kinds), due)
    still_open = failed.where(Milestone.reached_on.is_(None), Milestone.due_on >= today.on)
    return sa.case((Case.id.not_in(failed), sa.true()), (Case.id.not_in(still_open), sa.false()))


def in_time(_scope: Scope, _today: Today) -> Condition:
    """Return whether an outcome was proposed by the promised date; a case without one was not answered in time."""
    return sa.func.coalesce(Case.proposed_at < day_end(Case.due_on), sa.false())


def late(scope: Scope, today: Today) -> list[Condition]:
    """Return the cases that are late now."""
    return [lights.late(today.on), *scope.of_cases()]


def locally(_scope: Scope, _today: Today) -> Condition:
    """Return whether a street, town, zone or grid handles the case."""
    street = sa.select(Unit.id).where(Unit.kind.in_(TERRITORIAL))
    return sa.func.coalesce(Case.handling_unit_id.in_(street), sa.false())


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
