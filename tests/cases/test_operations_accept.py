"""Taking a case up."""

import pytest

from portal.errors import NotPermitted, StaleEdit, TransitionNotAllowed
from portal.vocabulary import CaseStatus, Role
from tests.cases.stage import Stage


def test_an_accepted_case_waits_for_dispatch_and_its_clock_runs_on(stage: Stage) -> None:
    case = stage.case()
    due_on = case.due_on
    stage.accept(case, note="符合受理范围。")
    assert case.status is CaseStatus.ACCEPTED
    assert case.due_on == due_on
    line = stage.record(case)[-1]
    assert (line.action, line.text, line.public, line.actor_role) == (
        "accept",
        "符合受理范围。",
        True,
        Role.COORDINATOR,
    )


def test_the_members_are_told_that_it_is_accepted(stage: Stage) -> None:
    case = stage.case()
    stage.accept(case)
    assert stage.notices() == dict.fromkeys([stage.chief.id, stage.clerk.id], f"已受理：{case.reference}")


def test_the_enterprises_own_liaison_may_accept(stage: Stage) -> None:
    case = stage.case()
    stage.coordinator = stage.liaison
    stage.accept(case, seen=case.version)
    assert stage.record(case)[-1].actor_role == Role.LIAISON
    assert stage.trail(case) == ["case:submit", "case:accept"]


@pytest.mark.parametrize("who", ["chief", "officer", "lawyer", "supervisor", "stranger"])
def test_nobody_else_accepts(stage: Stage, who: str) -> None:
    case = stage.case()
    stage.coordinator = getattr(stage, who)
    with pytest.raises(NotPermitted):
        stage.accept(case)


def test_a_case_is_accepted_once(stage: Stage) -> None:
    case = stage.case()
    stage.accept(case)
    with pytest.raises(TransitionNotAllowed):
        stage.accept(case)


def test_a_stale_acceptance_says_what_happened_meanwhile(stage: Stage) -> None:
    case = stage.case()
    seen = case.version
    stage.ask(case, actor=stage.actor(stage.coordinator))
    with pytest.raises(StaleEdit) as caught:
        stage.accept(case, seen=seen)
    assert caught.value.by == stage.coordinator.name
    assert caught.value.theirs[0][1] == "请补交租赁合同全文。"
    assert caught.value.version == case.version > seen
