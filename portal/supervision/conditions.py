"""Which steps stand for the present promise of a case, as conditions."""

import sqlalchemy as sa

from portal.cases.limits import lights
from portal.cases.models import Case
from portal.supervision.ladder import LADDER
from portal.supervision.models import SupervisionStep
from portal.vocabulary import OPEN, Rung

Condition = sa.ColumnElement[bool]


def of_present_promise() -> Condition:
    """Return the condition that joins a case to the steps taken for the promise that it has now."""
    return sa.and_(
        SupervisionStep.case_id == Case.id,
        SupervisionStep.clock_started_at == Case.clock_started_at,
        SupervisionStep.promised_days == lights.promised_days(),
    )


def taken(rung: Rung | sa.ColumnElement[str]) -> Condition:
    """Return the condition that a step has been taken for the present promise of a case."""
    return sa.exists().where(of_present_promise(), SupervisionStep.rung == rung).correlate(Case)


def standing_at(rung: Rung) -> Condition:
    """Return the condition that an open case stands at a rung: it is the highest taken, and all lower ones are."""
    rungs = [step.rung for step in LADDER]
    higher = rungs[rungs.index(rung) + 1 :][:1]
    return sa.and_(Case.status.in_(OPEN), taken(rung), *(sa.not_(taken(next_one)) for next_one in higher))
