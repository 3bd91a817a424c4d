"""Refusing a case."""

import pytest

from portal.errors import NotPermitted, TransitionNotAllowed
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage


def test_a_declined_case_ends_with_its_reason_and_where_to_turn(stage: Stage) -> None:
    case = stage.case()
    stage.decline(case)
    assert case.status is CaseStatus.DECLINED
    assert case.ended_at is not None
    line = stage.record(case)[-1]
    assert line.text == "不属于本平台受理范围。\n请向县人民法院申请执行。"
    assert line.facts == {"turn_to": "请向县人民法院申请执行。"}


def test_the_members_are_told_the_reason(stage: Stage) -> None:
    case = stage.case()
    stage.decline(case)
    assert stage.notices() == dict.fromkeys([stage.chief.id, stage.clerk.id], f"不予受理：{case.reference}")


@pytest.mark.parametrize("who", ["chief", "officer", "liaison", "lawyer", "supervisor"])
def test_only_the_coordinator_declines(stage: Stage, who: str) -> None:
    case = stage.case()
    stage.coordinator = getattr(stage, who)
    with pytest.raises(NotPermitted):
        stage.decline(case)


def test_an_accepted_case_is_not_declined_any_more(stage: Stage) -> None:
    with pytest.raises(TransitionNotAllowed):
        stage.decline(stage.case(CaseStatus.ACCEPTED))
