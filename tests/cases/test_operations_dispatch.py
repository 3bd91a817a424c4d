"""Giving a case to its handling unit and person, and tasks to supporting units."""

import pytest

from portal import clock
from portal.cases.operations import SupportingTask
from portal.errors import NotPermitted, RuleBroken, StaleEdit, TransitionNotAllowed
from portal.vocabulary import CaseStatus, Role
from portal.workdays import load_calendar
from tests.cases.stage import Stage


def test_a_dispatched_case_has_a_unit_and_a_person(stage: Stage) -> None:
    case = stage.case(CaseStatus.ACCEPTED)
    stage.dispatch(case, note="涉及停电，请尽快。")
    assert case.status is CaseStatus.IN_PROGRESS
    assert (case.handling_unit, case.handler) == (stage.bureau, stage.officer)
    assert case.dispatched_at is not None
    line = stage.record(case)[-1]
    assert line.text == "涉及停电，请尽快。"
    assert line.facts == {"unit": stage.bureau.name, "handler": stage.officer.name, "supporting": []}


def test_the_handler_and_the_enterprises_side_are_told(stage: Stage) -> None:
    case = stage.case(CaseStatus.ACCEPTED)
    stage.dispatch(case)
    side = [stage.chief.id, stage.clerk.id, stage.liaison.id]
    told = dict.fromkeys(side, f"已分办：{case.reference}") | {stage.officer.id: f"交您承办：{case.reference}"}
    assert stage.notices() == told


def test_a_supporting_unit_gets_a_task_with_its_own_limit(stage: Stage) -> None:
    case = stage.case(CaseStatus.ACCEPTED)
    power = stage.make.unit(short_name="县供电服务中心")
    helper = stage.make.account(Role.OFFICER, unit=power)
    stage.dispatch(case, SupportingTask(power, "核实断电原因，协调恢复供电"))
    (task,) = case.tasks
    assert (task.unit, task.what) == (power, "核实断电原因，协调恢复供电")
    assert task.due_on == load_calendar(stage.session).add(clock.today(), 3)
    assert case.open_tasks == [task]
    assert stage.notices()[helper.id] == f"协办任务：{case.reference}"


@pytest.mark.parametrize("who", ["lawyer", "coordinator", "chief"])
def test_the_handler_must_handle_cases_in_that_unit(stage: Stage, who: str) -> None:
    case = stage.case(CaseStatus.ACCEPTED)
    with pytest.raises(RuleBroken) as broken:
        stage.dispatch(case, unit=stage.bureau, handler=getattr(stage, who))
    assert broken.value.field == "handler"


def test_somebody_who_has_left_is_no_handler(stage: Stage) -> None:
    stage.officer.disabled_at = clock.now()
    with pytest.raises(RuleBroken):
        stage.dispatch(stage.case(CaseStatus.ACCEPTED))


def test_a_unit_does_not_support_itself(stage: Stage) -> None:
    case = stage.case(CaseStatus.ACCEPTED)
    with pytest.raises(RuleBroken) as broken:
        stage.dispatch(case, SupportingTask(stage.bureau, "核实情况"))
    assert broken.value.field == "tasks"


@pytest.mark.parametrize("who", ["officer", "liaison", "lawyer", "supervisor", "chief"])
def test_only_the_coordinator_dispatches(stage: Stage, who: str) -> None:
    with pytest.raises(NotPermitted):
        stage.dispatch(stage.case(CaseStatus.ACCEPTED), actor=stage.actor(getattr(stage, who)))


@pytest.mark.parametrize("status", [CaseStatus.SUBMITTED, CaseStatus.IN_PROGRESS, CaseStatus.CLOSED])
def test_only_an_accepted_case_is_dispatched(stage: Stage, status: CaseStatus) -> None:
    with pytest.raises(TransitionNotAllowed):
        stage.dispatch(stage.case(status))


def test_a_stale_dispatch_changes_nothing_and_names_the_version_to_send_again_with(stage: Stage) -> None:
    case = stage.case(CaseStatus.ACCEPTED)
    version = case.version
    with pytest.raises(StaleEdit) as stale:
        stage.dispatch(case, SupportingTask(stage.street, "组织双方到场调解"), seen=version - 1)
    assert stale.value.version == case.version == version
    assert (case.handler, case.tasks) == (None, [])
    stage.dispatch(case, seen=stale.value.version)
    assert case.handler == stage.officer
