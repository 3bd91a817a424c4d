"""Asking the enterprise for a supplement."""

import pytest

from portal import clock
from portal.cases.limits.timing import deadline_of
from portal.errors import NotPermitted, TransitionNotAllowed
from portal.vocabulary import CaseStatus, Light
from portal.workdays import load_calendar
from tests.cases.stage import Stage


def test_while_the_enterprise_is_asked_the_clock_stands_still(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    stage.ask(case)
    assert case.status is CaseStatus.SUPPLEMENT
    assert case.due_on is None
    assert [(pause.reason, pause.ended_at) for pause in case.pauses] == [("请补交租赁合同全文。", None)]
    assert deadline_of(case, load_calendar(stage.session), clock.today()).light is Light.PAUSED


def test_the_whole_side_of_the_enterprise_is_asked(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    stage.ask(case)
    people = [stage.chief.id, stage.clerk.id, stage.liaison.id]
    assert stage.notices() == dict.fromkeys(people, f"请补正：{case.reference}")


def test_a_new_case_is_asked_about_by_the_coordinator(stage: Stage) -> None:
    case = stage.case()
    stage.ask(case, actor=stage.actor(stage.coordinator))
    assert (case.status, case.status_before) == (CaseStatus.SUPPLEMENT, CaseStatus.SUBMITTED)


@pytest.mark.parametrize("who", ["colleague", "lawyer", "liaison", "chief", "supervisor"])
def test_only_the_handler_and_the_coordinator_ask(stage: Stage, who: str) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    with pytest.raises(NotPermitted):
        stage.ask(case, actor=stage.actor(getattr(stage, who)))


@pytest.mark.parametrize("status", [CaseStatus.SUPPLEMENT, CaseStatus.PROPOSED, CaseStatus.CLOSED])
def test_nothing_is_asked_while_it_is_the_enterprises_turn(stage: Stage, status: CaseStatus) -> None:
    with pytest.raises(TransitionNotAllowed):
        stage.ask(stage.case(status))


def test_a_long_question_is_kept_whole_in_the_record(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    stage.ask(case, question="请补交。" * 200)
    assert stage.record(case)[-1].text == "请补交。" * 200
    assert len(case.pauses[0].reason) == 500
