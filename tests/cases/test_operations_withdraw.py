"""Taking a case back."""

import pytest

from portal.errors import NotPermitted, TransitionNotAllowed
from portal.vocabulary import ENDED, CaseStatus
from tests.cases.stage import Stage

OPEN = [
    CaseStatus.SUBMITTED,
    CaseStatus.SUPPLEMENT,
    CaseStatus.ACCEPTED,
    CaseStatus.IN_PROGRESS,
    CaseStatus.PROPOSED,
]


@pytest.mark.parametrize("status", OPEN)
def test_an_open_case_can_be_withdrawn_and_its_record_stays(stage: Stage, status: CaseStatus) -> None:
    case = stage.case(status)
    lines = len(stage.record(case))
    stage.withdraw(case, reason="双方已经和解。")
    assert case.status is CaseStatus.WITHDRAWN
    assert case.ended_at is not None
    assert all(pause.ended_at for pause in case.pauses)
    assert len(stage.record(case)) == lines + 1


def test_the_handler_is_told(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    stage.withdraw(case)
    assert stage.notices() == {stage.officer.id: f"企业已撤回：{case.reference}"}


def test_where_nobody_handles_it_the_coordinator_is_told(stage: Stage) -> None:
    case = stage.case()
    stage.withdraw(case)
    assert stage.notices() == {stage.coordinator.id: f"企业已撤回：{case.reference}"}


@pytest.mark.parametrize("who", ["officer", "coordinator", "liaison", "stranger"])
def test_only_the_enterprise_withdraws(stage: Stage, who: str) -> None:
    with pytest.raises(NotPermitted):
        stage.withdraw(stage.case(), actor=stage.actor(getattr(stage, who)))


@pytest.mark.parametrize("status", sorted(ENDED))
def test_what_has_ended_is_not_withdrawn(stage: Stage, status: CaseStatus) -> None:
    case = stage.case(status)
    with pytest.raises(TransitionNotAllowed):
        stage.withdraw(case)
