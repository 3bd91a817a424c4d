"""Proposing an outcome."""

from datetime import date

import pytest

from portal import clock
from portal.cases import operations
from portal.cases.handlers import tasks
from portal.cases.limits.timing import deadline_of
from portal.cases.operations import SupportingTask, confirm_by
from portal.errors import NotPermitted, RuleBroken, StaleEdit, TransitionNotAllowed
from portal.vocabulary import CaseKind, CaseStatus, Light, OutcomeKind
from portal.workdays import load_calendar
from tests.cases.stage import Stage, at


def test_a_proposed_outcome_waits_for_the_enterprise_with_the_clock_stopped(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    due_on = case.due_on
    stage.propose(case)
    assert case.status is CaseStatus.PROPOSED
    assert (case.outcome_kind, case.outcome) == (OutcomeKind.MEDIATION, "双方达成调解，今日恢复供电。")
    assert case.due_on == due_on
    assert deadline_of(case, load_calendar(stage.session), clock.today()).light is Light.STOPPED


def test_the_enterprises_side_is_asked_to_confirm_by_a_date(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.IN_PROGRESS)
        stage.propose(case)
        people = [stage.chief.id, stage.clerk.id, stage.liaison.id]
        assert stage.notices() == dict.fromkeys(people, f"请确认办理结果：{case.reference}")
        assert confirm_by(stage.session, case) == date(2026, 10, 19)


def test_a_legal_question_is_proposed_by_its_lawyer(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
    stage.propose(case)
    assert stage.record(case)[-1].actor_role == "lawyer"


def test_an_open_task_blocks_the_proposal_and_is_named(stage: Stage) -> None:
    case = stage.case(CaseStatus.ACCEPTED)
    stage.dispatch(case, SupportingTask(stage.street, "组织双方到场调解"))
    with pytest.raises(RuleBroken, match=stage.street.short_name):
        stage.propose(case)
    liaison = stage.actor(stage.liaison)
    tasks.reply(stage.session, case, case.tasks[0], actor=liaison, text="已经到场调解。")
    stage.propose(case)
    assert case.status is CaseStatus.PROPOSED


@pytest.mark.parametrize("who", ["colleague", "coordinator", "liaison", "chief"])
def test_only_the_handler_proposes(stage: Stage, who: str) -> None:
    actor = stage.actor(getattr(stage, who))
    case = stage.case(CaseStatus.IN_PROGRESS)
    with pytest.raises(NotPermitted):
        operations.propose(stage.session, case, actor=actor, kind=OutcomeKind.ADVICE, explanation="已经解答。")


@pytest.mark.parametrize("status", [CaseStatus.SUPPLEMENT, CaseStatus.PROPOSED, CaseStatus.CLOSED])
def test_nothing_is_proposed_out_of_turn(stage: Stage, status: CaseStatus) -> None:
    with pytest.raises(TransitionNotAllowed):
        stage.propose(stage.case(status))


def test_a_stale_proposal_leaves_the_outcome_unwritten(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    with pytest.raises(StaleEdit) as stale:
        stage.propose(case, seen=case.version - 1)
    assert stale.value.version == case.version
    assert (case.outcome, case.proposed_at) == ("", None)
