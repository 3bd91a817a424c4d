"""Sending an outcome back."""

from datetime import date

import pytest

from portal.errors import NotPermitted, TransitionNotAllowed
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage, at


def test_a_rejected_outcome_goes_back_to_its_handler_and_is_counted(stage: Stage) -> None:
    case = stage.case(CaseStatus.PROPOSED)
    stage.reject(case)
    assert case.status is CaseStatus.IN_PROGRESS
    assert (case.handler, case.rejections, case.proposed_at) == (stage.officer, 1, None)
    assert stage.record(case)[-1].facts == {"times": 1}
    people = [stage.officer.id, stage.coordinator.id]
    assert stage.notices() == dict.fromkeys(people, f"企业退回续办：{case.reference}")


def test_every_rejection_is_counted(stage: Stage) -> None:
    case = stage.case(CaseStatus.PROPOSED)
    stage.reject(case)
    stage.propose(case)
    stage.reject(case)
    assert case.rejections == 2


def test_the_days_of_waiting_for_the_enterprise_are_given_back(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.IN_PROGRESS)
        assert case.due_on == date(2026, 10, 21)
    with at(10, 14):
        stage.propose(case)
    with at(10, 16):
        stage.reject(case)
        assert case.due_on == date(2026, 10, 26)


@pytest.mark.parametrize("who", ["officer", "coordinator", "liaison", "stranger"])
def test_only_the_enterprise_rejects(stage: Stage, who: str) -> None:
    with pytest.raises(NotPermitted):
        stage.reject(stage.case(CaseStatus.PROPOSED), actor=stage.actor(getattr(stage, who)))


@pytest.mark.parametrize("status", [CaseStatus.IN_PROGRESS, CaseStatus.CLOSED])
def test_only_a_proposed_outcome_is_rejected(stage: Stage, status: CaseStatus) -> None:
    with pytest.raises(TransitionNotAllowed):
        stage.reject(stage.case(status))
