"""Hand-backs: ruled on the same day, the clock never stops, and the third goes to the supervisor."""

import pytest

from portal.accounts.models import Account
from portal.cases.handlers import hand_backs
from portal.cases.models import Case
from portal.cases.operations import SupportingTask
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage
from tests.judging import JudgingClient

S = CaseStatus
REASON = "该地块由街道管理，本单位没有职责。"


@pytest.fixture
def case(stage: Stage) -> Case:
    """A case that the officer of the bureau handles."""
    return stage.case(S.IN_PROGRESS)


def give_back(stage: Stage, case: Case, who: Account | None = None) -> None:
    actor = stage.actor(who or stage.officer)
    hand_backs.hand_back(stage.session, case, actor=actor, reason=REASON, unit=stage.street)


def refuse(stage: Stage, case: Case, who: str = "coordinator") -> None:
    hand_backs.refuse(stage.session, case, actor=stage.actor(getattr(stage, who)), reason="职责在你单位。")


def redispatch(stage: Stage, case: Case, to: Account, who: str = "coordinator") -> None:
    actor, unit = stage.actor(getattr(stage, who)), to.unit
    assert unit is not None
    hand_backs.redispatch(stage.session, case, actor=actor, unit=unit, handler=to, reason="由街道承办。")


def test_a_case_handed_back_stays_with_its_handler_and_its_clock_runs(stage: Stage, case: Case) -> None:
    due_on = case.due_on
    give_back(stage, case)
    assert (case.status, case.handler, case.due_on, case.pauses) == (S.IN_PROGRESS, stage.officer, due_on, [])
    assert stage.notices() == {stage.coordinator.id: f"退单待裁定（第1次）：{case.reference}"}
    assert not stage.record(case)[-1].public
    with pytest.raises(RuleBroken):
        give_back(stage, case)
    with pytest.raises(RuleBroken):
        stage.propose(case)


def test_it_is_dispatched_anew_within_the_same_limit_and_everybody_is_told(stage: Stage) -> None:
    case = stage.case(S.ACCEPTED)
    stage.dispatch(case, SupportingTask(stage.street, "组织双方到场调解"))
    due_on = case.due_on
    give_back(stage, case)
    with pytest.raises(RuleBroken):
        redispatch(stage, case, stage.officer)
    stage.forget_notices()
    colleague = stage.colleague
    redispatch(stage, case, colleague)
    assert (case.handler, case.due_on, case.handed_back_at) == (colleague, due_on, None)
    told = {stage.officer.id, colleague.id, stage.chief.id, stage.clerk.id, stage.liaison.id}
    assert set(stage.notices()) == told


def test_a_supporting_unit_that_becomes_the_handling_unit_has_no_task_left(stage: Stage) -> None:
    case = stage.case(S.ACCEPTED)
    stage.dispatch(case, SupportingTask(stage.street, "组织双方到场调解"))
    give_back(stage, case)
    redispatch(stage, case, stage.liaison)
    assert (case.handling_unit, case.open_tasks) == (stage.street, [])


def test_the_third_goes_to_the_supervisor_who_rules(stage: Stage, case: Case) -> None:
    for _ in range(2):
        give_back(stage, case)
        refuse(stage, case)
    stage.forget_notices()
    give_back(stage, case)
    assert stage.notices() == {stage.supervisor.id: f"退单待裁定（第3次）：{case.reference}"}
    with pytest.raises(NotPermitted):
        refuse(stage, case)
    redispatch(stage, case, stage.colleague, who="supervisor")
    assert (case.handler, case.hand_backs) == (stage.colleague, 3)


def test_the_first_is_not_the_supervisors_and_nothing_is_ruled_on_twice(stage: Stage, case: Case) -> None:
    give_back(stage, case)
    with pytest.raises(NotPermitted):
        refuse(stage, case, who="supervisor")
    refuse(stage, case)
    with pytest.raises(TransitionNotAllowed):
        refuse(stage, case)


@pytest.mark.parametrize("who", ["colleague", "coordinator", "chief"])
def test_only_the_handler_hands_back(stage: Stage, case: Case, who: str) -> None:
    with pytest.raises(NotPermitted):
        give_back(stage, case, getattr(stage, who))


def test_it_is_handed_back_and_ruled_on_on_the_pages(client: JudgingClient, stage: Stage, case: Case) -> None:
    path = f"/cases/{case.reference}"
    page = client.sign_in(stage.officer).get(f"{path}/hand-back")
    typed = {"reason": REASON, "unit": stage.street.id, "version": page.value("version")}
    assert "已退单" in client.post(f"{path}/hand-back", typed, follow=True).words
    client.sign_out().sign_in(stage.coordinator)
    assert case.title in client.get("/cases?tab=hand-backs").words
    page = client.get(f"{path}/rule-hand-back")
    assert REASON in page.words
    assert page.value("unit") == str(stage.street.id)
    ruled = {
        "ruling": "redispatch",
        "unit": stage.street.id,
        "reason": "由街道承办。",
        "version": page.value("version"),
    }
    assert len(client.post(f"{path}/rule-hand-back", {**ruled, "reason": ""}, expect=422).errors) == 1
    other = client.post(f"{path}/rule-hand-back", {**ruled, "unit": stage.bureau.id, "choose": "1"}, expect=200)
    assert stage.colleague.name in other.words
    shown = client.post(f"{path}/rule-hand-back", {**ruled, "handler": stage.liaison.id}, follow=True)
    assert "已改派" in shown.words
    assert "当日裁定" in shown.words
    assert case.handler == stage.liaison
    client.get(f"{path}/rule-hand-back", expect=302)
