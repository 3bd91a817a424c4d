"""Replying to a supporting task."""

import pytest
from sqlalchemy.orm import Session

from portal.cases.handlers import tasks
from portal.cases.models import Case, Task
from portal.cases.operations import SupportingTask
from portal.errors import NotPermitted, RuleBroken
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import CaseStatus, Role
from tests.cases.stage import Stage


def with_task(stage: Stage) -> tuple[Case, Task]:
    case = stage.case(CaseStatus.ACCEPTED)
    stage.dispatch(case, SupportingTask(stage.street, "组织双方到场调解"))
    stage.session.flush()
    stage.forget_notices()
    return case, case.tasks[0]


def reply(session: Session, stage: Stage, case: Case, task: Task, who: str = "liaison") -> None:
    actor = stage.actor(getattr(stage, who))
    tasks.reply(session, case, task, actor=actor, text="双方同意10月13日到场调解。")


def test_a_reply_closes_the_task_and_tells_the_handler(stage: Stage, session: Session) -> None:
    case, task = with_task(stage)
    reply(session, stage, case, task)
    assert (task.reply, task.replied_by_id) == ("双方同意10月13日到场调解。", stage.liaison.id)
    assert case.open_tasks == []
    assert case.status is CaseStatus.IN_PROGRESS
    assert stage.notices() == {stage.officer.id: f"{stage.street.name}已回复协办任务：{case.reference}"}


def test_a_reply_is_for_the_office_only(stage: Stage, session: Session) -> None:
    case, task = with_task(stage)
    reply(session, stage, case, task)
    line = stage.record(case)[-1]
    assert not line.public
    assert line.facts == {"unit": stage.street.name, "what": "组织双方到场调解", "task": task.id, "stance": ""}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LIAISON])
def test_whoever_replies_for_the_unit_sees_the_case(stage: Stage, role: Role) -> None:
    case, task = with_task(stage)
    helper = stage.actor(stage.make.account(role, unit=stage.street))
    assert permits(helper, Permission.CASE_VIEW, case)
    assert permits(helper, Permission.TASK_REPLY, task)


@pytest.mark.parametrize("who", ["officer", "coordinator", "lawyer", "chief"])
def test_no_other_unit_replies(stage: Stage, session: Session, who: str) -> None:
    case, task = with_task(stage)
    with pytest.raises(NotPermitted):
        reply(session, stage, case, task, who)


def test_a_task_is_replied_to_once(stage: Stage, session: Session) -> None:
    case, task = with_task(stage)
    reply(session, stage, case, task)
    with pytest.raises(RuleBroken):
        reply(session, stage, case, task)


def test_a_task_of_another_case_is_refused(stage: Stage, session: Session) -> None:
    _, task = with_task(stage)
    with pytest.raises(NotPermitted):
        reply(session, stage, stage.case(CaseStatus.IN_PROGRESS), task)


def test_a_task_is_replied_to_while_the_enterprise_is_asked(stage: Stage, session: Session) -> None:
    case, task = with_task(stage)
    stage.ask(case)
    reply(session, stage, case, task)
    assert case.status is CaseStatus.SUPPLEMENT


def test_an_ended_case_takes_no_reply(stage: Stage, session: Session) -> None:
    case, task = with_task(stage)
    stage.withdraw(case)
    assert case.open_tasks == []
    with pytest.raises(RuleBroken):
        reply(session, stage, case, task)
