"""Conferences: several units meet on a case, and what they decide comes back to its handler."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.cases.conferences import operations as conferences
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.notifications.models import Notification
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage


def call(stage: Stage, who: str = "coordinator", days: int = 1) -> object:
    case = stage.case(CaseStatus.IN_PROGRESS)
    conferences.confer(
        stage.session,
        case,
        actor=stage.actor(getattr(stage, who)),
        agenda="明确进度款支付时间和责任单位。",
        on=clock.today() + timedelta(days=days),
        units=[stage.make.unit("安澜县住房和城乡建设局", short_name="县住建局")],
    )
    return case


def test_a_conference_keeps_the_clock_running(stage: Stage) -> None:
    case = call(stage)
    assert case.status is CaseStatus.CONFERRING
    assert case.due_on is not None
    assert case.pauses == []


def test_its_decisions_bring_the_case_back_to_the_handler(stage: Stage) -> None:
    case = call(stage)
    decided = "县住建局11月30日前支付进度款。"
    actor = stage.actor(stage.coordinator)
    stage.told = stage.session.scalar(sa.select(sa.func.max(Notification.id))) or 0
    conferences.conclude(stage.session, case, actor=actor, minutes="各单位一致同意。", decisions=decided)
    assert case.status is CaseStatus.IN_PROGRESS
    assert stage.notices()[stage.officer.id] == f"会商结束：{case.reference}"


@pytest.mark.parametrize("who", ["officer", "chief", "liaison", "supervisor"])
def test_only_coordinator_and_leader_call_a_conference(stage: Stage, who: str) -> None:
    with pytest.raises(NotPermitted):
        call(stage, who)


def test_a_conference_is_not_called_for_a_day_that_is_past(stage: Stage) -> None:
    with pytest.raises(RuleBroken):
        call(stage, days=-1)


def test_a_case_without_a_conference_has_none_to_conclude(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    actor = stage.actor(stage.coordinator)
    with pytest.raises(TransitionNotAllowed):
        conferences.conclude(stage.session, case, actor=actor, minutes="各单位一致同意。", decisions="继续办理。")
