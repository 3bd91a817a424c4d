"""The lights in the database are those of the deadline."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.limits import lights
from portal.cases.limits.timing import deadline_of
from portal.cases.models import Case
from portal.vocabulary import CaseStatus, Light
from portal.workdays import load_calendar
from tests.cases.stage import Stage, at

STATUSES = (CaseStatus.SUBMITTED, CaseStatus.SUPPLEMENT, CaseStatus.PROPOSED, CaseStatus.CLOSED)


@pytest.mark.parametrize("days", range(0, 24, 3))
def test_a_case_is_found_by_the_light_that_its_deadline_shows(session: Session, stage: Stage, days: int) -> None:
    with at(9, 22):
        cases = [stage.case(status) for status in STATUSES]
        cases[0].limit_days = 3
        cases[0].extended_days = 2
        cases[0].due_on = deadline_of(cases[0], load_calendar(session), clock.today()).due_on
    today = date(2026, 9, 22) + timedelta(days=days)
    calendar = load_calendar(session)
    for light in Light:
        condition = lights.shows(light, {5, 7}, calendar, today)
        found = set(session.scalars(sa.select(Case.id).where(condition)))
        assert found == {case.id for case in cases if deadline_of(case, calendar, today).light is light}


def test_a_supplement_given_after_the_limit_leaves_the_promised_date_and_the_lateness(
    session: Session, stage: Stage
) -> None:
    with at(9, 1):
        case = stage.case(CaseStatus.IN_PROGRESS)
    with at(9, 14):
        stage.ask(case)
    calendar = load_calendar(session)
    assert deadline_of(case, calendar, date(2026, 9, 16)).light is Light.PAUSED
    assert session.scalars(sa.select(Case).where(lights.late(date(2026, 9, 16)))).all() == []
