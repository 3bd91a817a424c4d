"""The promise of a case, from its rows, as the ladder goes by it."""

from collections.abc import Iterable
from datetime import date, timedelta

from portal import clock
from portal.cases.models import Case
from portal.cases.workflow import CLOCKS
from portal.supervision.models import SupervisionStep
from portal.supervision.reasons import Done, Promise
from portal.vocabulary import Rung


def promise_of(case: Case, today: date) -> Promise:
    """Return the promise of a case as it stands today."""
    return Promise(
        due_on=case.due_on,
        clock=CLOCKS[case.status],
        waiting=waiting_days(case, today),
        ended_on=clock.local_date(case.ended_at) if case.ended_at else None,
        kept=case.confidential,
    )


def waiting_days(case: Case, today: date) -> frozenset[date]:
    """Return the days since the promise began on which the case waited for its enterprise."""
    spans = (
        (clock.local_date(pause.began_at), clock.local_date(pause.ended_at) if pause.ended_at else today)
        for pause in case.pauses
        if pause.began_at >= case.clock_started_at
    )
    return frozenset(first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1))


def is_of_present_promise(step: SupervisionStep, case: Case) -> bool:
    """Tell whether a step was taken for the promise that the case has now."""
    return (step.clock_started_at, step.promised_days) == (case.clock_started_at, case.limit_days + case.extended_days)


def done_by(steps: Iterable[SupervisionStep]) -> dict[Rung, Done]:
    """Return what was done by rung."""
    return {step.rung: Done(clock.local_date(step.taken_at), step.caught_up) for step in steps}
