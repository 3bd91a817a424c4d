"""Confirming that a case is resolved."""

import pytest

from portal import clock
from portal.cases.limits.timing import deadline_of
from portal.errors import NotPermitted, TransitionNotAllowed
from portal.vocabulary import CaseStatus
from portal.workdays import load_calendar
from tests.cases.stage import Stage, at


def test_a_confirmed_case_is_closed_by_the_enterprise(stage: Stage) -> None:
    case = stage.case(CaseStatus.PROPOSED)
    stage.confirm(case, text="已经通电，谢谢。")
    assert case.status is CaseStatus.CLOSED
    assert case.ended_at is not None
    assert not case.confirmed_by_silence
    assert stage.notices() == {stage.officer.id: f"企业已确认办结：{case.reference}"}


def test_waiting_for_the_confirmation_does_not_move_the_promise(stage: Stage) -> None:
    with at(9, 14):
        case = stage.case(CaseStatus.PROPOSED)
    with at(9, 18):
        stage.confirm(case)
        calendar = load_calendar(stage.session)
        assert deadline_of(case, calendar, clock.today()).due_on == case.due_on


@pytest.mark.parametrize("who", ["officer", "coordinator", "liaison", "supervisor", "stranger"])
def test_nobody_but_the_enterprise_declares_a_case_resolved(stage: Stage, who: str) -> None:
    with pytest.raises(NotPermitted):
        stage.confirm(stage.case(CaseStatus.PROPOSED), actor=stage.actor(getattr(stage, who)))


@pytest.mark.parametrize("status", [CaseStatus.SUBMITTED, CaseStatus.IN_PROGRESS, CaseStatus.CLOSED])
def test_only_a_proposed_outcome_is_confirmed(stage: Stage, status: CaseStatus) -> None:
    with pytest.raises(TransitionNotAllowed):
        stage.confirm(stage.case(status))
