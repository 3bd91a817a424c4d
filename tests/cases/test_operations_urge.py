"""Urging a unit to reply to its task."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.handlers import urging
from portal.cases.handlers.urging import may_again
from portal.cases.models import Case, Task
from portal.cases.operations import SupportingTask
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.notifications.models import Notification
from portal.vocabulary import CaseStatus
from portal.workdays import DayKind, SpecialDay, WorkCalendar
from tests.cases.stage import Stage, at
from tests.judging import JudgingClient

FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 10, day) for day in (16, 17, 18, 19, 20))


def with_task(stage: Stage) -> tuple[Case, Task]:
    """Return a case dispatched on Monday, 12 October, with a task for the street."""
    case = stage.case(CaseStatus.ACCEPTED)
    stage.dispatch(case, SupportingTask(stage.street, "组织双方到场调解。"))
    stage.session.flush()
    stage.forget_notices()
    return case, case.tasks[0]


def urge(stage: Stage, case: Case, task: Task, who: str = "officer", **values: object) -> None:
    urging.urge(stage.session, case, task, actor=stage.actor(getattr(stage, who)), **values)


@pytest.mark.parametrize(
    ("urged", "today", "again"),
    [
        ([], SUNDAY, True),
        ([FRIDAY], FRIDAY, False),
        ([FRIDAY], SATURDAY, True),
        ([SATURDAY], SUNDAY, False),
        ([SUNDAY], MONDAY, False),
        ([FRIDAY, MONDAY], TUESDAY, True),
    ],
)
def test_a_task_is_urged_once_a_working_day(urged: list[date], today: date, again: bool) -> None:
    assert may_again(urged, today, WorkCalendar()) is again


def test_a_weekend_day_that_is_worked_counts_for_itself() -> None:
    worked = WorkCalendar({SATURDAY: SpecialDay(DayKind.WORK, "调休上班")})
    assert may_again([SATURDAY], SUNDAY, worked)
    assert not may_again([SATURDAY], SATURDAY, worked)


@pytest.mark.parametrize("who", ["officer", "coordinator", "supervisor"])
def test_whoever_answers_for_the_case_urges_and_the_unit_is_told(stage: Stage, who: str) -> None:
    with at(10, 12):
        case, task = with_task(stage)
        urge(stage, case, task, who, text="请今天确定调解时间。")
    assert stage.notices() == {stage.liaison.id: f"协办任务催办：{case.reference}"}
    told = stage.session.query(Notification).order_by(Notification.id.desc()).first()
    assert told is not None
    person = getattr(stage, who).name
    assert (
        f"组织双方到场调解。请抓紧办理，于10月15日前回复。催办人：{person}。\n催办要求：请今天确定调解时间。"
        in told.body
    )


@pytest.mark.parametrize("who", ["colleague", "liaison", "lawyer", "chief", "stranger"])
def test_nobody_else_urges(stage: Stage, who: str) -> None:
    case, task = with_task(stage)
    with pytest.raises(NotPermitted):
        urge(stage, case, task, who)
    assert stage.notices() == {}


def test_urging_stands_in_the_record_of_the_office_and_in_the_trail(stage: Stage) -> None:
    case, task = with_task(stage)
    urge(stage, case, task)
    line = stage.record(case)[-1]
    assert (line.action, line.public, line.facts["task"]) == ("urge", False, task.id)
    assert stage.trail(case)[-1] == "case:urge"
    assert case.status is CaseStatus.IN_PROGRESS


def test_a_second_urging_waits_for_the_next_working_day_whoever_wants_it(stage: Stage) -> None:
    with at(10, 16):
        case, task = with_task(stage)
        urge(stage, case, task)
        with pytest.raises(RuleBroken, match="每个工作日催办一次"):
            urge(stage, case, task, "coordinator")
    with at(10, 19):
        urge(stage, case, task, "coordinator")
    assert len(urging.days_urged(stage.session, case, task)) == 2


def test_a_task_that_is_late_is_urged_in_other_words(stage: Stage) -> None:
    with at(10, 12):
        case, task = with_task(stage)
    with at(10, 20):
        urge(stage, case, task)
    told = stage.session.query(Notification).order_by(Notification.id.desc()).first()
    assert told is not None
    assert "应于10月15日前回复，现已逾期，请立即回复。" in told.body


def test_neither_a_task_replied_to_nor_a_unit_without_people_is_urged(stage: Stage, session: Session) -> None:
    case, task = with_task(stage)
    stage.liaison.disabled_at = clock.now()
    session.flush()
    with pytest.raises(RuleBroken, match="没有可以回复的人员"):
        urge(stage, case, task)
    stage.withdraw(case)
    with pytest.raises(RuleBroken):
        urge(stage, case, task)


def test_who_has_seen_an_older_version_of_the_case_is_told_so(stage: Stage) -> None:
    case, task = with_task(stage)
    with pytest.raises(StaleEdit):
        urge(stage, case, task, seen=case.version - 1)


def test_the_case_page_offers_it_beside_the_open_task_once_a_day(client: JudgingClient, stage: Stage) -> None:
    case, task = with_task(stage)
    client.sign_in(stage.officer)
    page, path = partial(client.get, f"/cases/{case.reference}"), f"/cases/{case.reference}/tasks/{task.id}/urge"
    assert path in page().links()
    shown = client.get(path)
    assert f"将通知：{stage.liaison.name}。" in shown.words
    done = client.post(path, {"version": shown.value("version"), "text": ""}, follow=True)
    assert f"已催办：{stage.street.short_name}" in done.words
    assert f"已通知：{stage.liaison.name}。" in done.words
    assert "已催办1次，最近一次" in done.words
    assert path not in page().links()
    assert "每个工作日催办一次" in client.get(client.get(path, expect=302).response.location).words


def test_those_who_may_not_urge_are_offered_nothing(client: JudgingClient, stage: Stage) -> None:
    case, task = with_task(stage)
    path = f"/cases/{case.reference}/tasks/{task.id}/urge"
    for person in (stage.liaison, stage.chief):
        client.sign_in(person)
        assert path not in client.get(f"/cases/{case.reference}").links()
        client.get(path, expect=403)
