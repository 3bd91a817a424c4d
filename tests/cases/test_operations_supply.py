"""Giving what was asked for."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.cases import operations
from portal.cases.limits.timing import deadline_of
from portal.cases.models import Case
from portal.errors import NotPermitted, TransitionNotAllowed
from portal.vocabulary import CaseStatus, Light
from portal.workdays import load_calendar
from tests.cases.stage import Stage, at


def supply(session: Session, case: Case, stage: Stage, who: str = "chief") -> None:
    actor = stage.actor(getattr(stage, who))
    operations.supply(session, case, actor=actor, text="补交租赁合同及9月缴费记录。")


@pytest.mark.parametrize("who", ["chief", "clerk", "liaison"])
def test_the_case_goes_back_to_its_handler_and_the_clock_runs(stage: Stage, session: Session, who: str) -> None:
    case = stage.case(CaseStatus.SUPPLEMENT)
    supply(session, case, stage, who)
    assert case.status is CaseStatus.IN_PROGRESS
    assert case.due_on is not None
    assert case.pauses[0].ended_at is not None
    assert stage.notices() == {stage.officer.id: f"企业已补正：{case.reference}"}


def test_a_case_not_yet_accepted_goes_back_to_the_coordinator(stage: Stage, session: Session) -> None:
    case = stage.case()
    stage.ask(case, actor=stage.actor(stage.coordinator))
    stage.forget_notices()
    supply(session, case, stage)
    assert case.status is CaseStatus.SUBMITTED
    assert stage.notices() == {stage.coordinator.id: f"企业已补正：{case.reference}"}


@pytest.mark.parametrize("who", ["officer", "coordinator", "lawyer", "stranger"])
def test_the_office_does_not_supply_for_the_enterprise(stage: Stage, session: Session, who: str) -> None:
    case = stage.case(CaseStatus.SUPPLEMENT)
    with pytest.raises(NotPermitted):
        supply(session, case, stage, who)


def test_what_nobody_asked_for_is_not_supplied(stage: Stage, session: Session) -> None:
    with pytest.raises(TransitionNotAllowed):
        supply(session, stage.case(CaseStatus.IN_PROGRESS), stage)


def test_two_days_of_waiting_move_the_reference_case_to_the_fifteenth(stage: Stage, session: Session) -> None:
    with at(9, 28):
        case = stage.case(CaseStatus.IN_PROGRESS)
        assert case.due_on == date(2026, 10, 13)
    with at(10, 8):
        stage.ask(case)
    with at(10, 9, 17):
        supply(session, case, stage)
        assert case.due_on == date(2026, 10, 15)
    with at(10, 12):
        deadline = deadline_of(case, load_calendar(session), clock.today())
        assert (deadline.light, deadline.remaining, deadline.postponed) == (Light.HALF, 3, 2)


def test_a_case_may_be_asked_about_and_supplied_any_number_of_times(stage: Stage, session: Session) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.IN_PROGRESS)
        due_on = case.due_on
    for day in (13, 15):
        with at(10, day):
            stage.ask(case)
            session.flush()
            supply(session, case, stage)
    assert case.due_on == load_calendar(session).add(due_on or date.min, 2)
    assert len(case.pauses) == 2
