"""Long work is done once, by whoever takes it, and its asker learns how it ended."""

import logging
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.attachments.storage import storage
from portal.background import operations
from portal.background.models import BackgroundTask
from portal.background.progress import LEASE
from portal.background.running import claim, perform, work_off
from portal.background.sweeps import forget_products
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.notifications.models import Notification
from portal.vocabulary import Role, TaskState
from tests.factories import Factory, actor


@pytest.fixture
def asker(make: Factory) -> Account:
    return make.account(Role.SUPERVISOR)


def start(session: Session, asker: Account, kind: str = "test.count") -> BackgroundTask:
    return operations.start(session, actor=actor(asker), kind=kind, title="数到三", params={})


def notices(session: Session, asker: Account) -> list[str]:
    return list(session.scalars(sa.select(Notification.subject).where(Notification.recipient_id == asker.id)))


def test_work_is_done_and_its_asker_told(session: Session, asker: Account) -> None:
    task = start(session, asker)
    assert work_off(session) == 1
    assert (task.state, task.done, task.total, task.attempts) == (TaskState.DONE, 3, 3, 1)
    assert task.product_key
    assert storage().get(task.product_key) == b"one, two, three"
    assert (task.product_name, task.product_size) == ("数字.txt", 15)
    assert notices(session, asker) == ["已生成：数到三"]
    assert work_off(session) == 0


def test_work_is_taken_by_one_worker_until_its_lease_has_run_out(session: Session, asker: Account) -> None:
    task = start(session, asker)
    now = clock.now()
    assert claim(session, at=now) is task
    assert claim(session, at=now + LEASE - timedelta(seconds=1)) is None
    taken_over = claim(session, at=now + LEASE + timedelta(seconds=1))
    assert taken_over is task
    assert task.attempts == 2


def test_work_broken_off_twice_fails_with_a_sentence(session: Session, asker: Account) -> None:
    task = start(session, asker)
    task.attempts = 2
    work_off(session)
    assert task.state is TaskState.FAILED
    assert "两次中断" in task.reason


def test_work_that_writes_is_not_begun_again_by_itself(session: Session, asker: Account) -> None:
    task = start(session, asker, "test.defect")
    task.attempts = 1
    work_off(session)
    assert "中途中断" in task.reason


def test_a_defect_is_logged_and_said_in_a_sentence(
    session: Session, asker: Account, caplog: pytest.LogCaptureFixture
) -> None:
    task = start(session, asker, "test.defect")
    with caplog.at_level(logging.ERROR):
        work_off(session)
    assert "ZeroDivisionError" in caplog.text
    assert task.state is TaskState.FAILED
    assert "平台已记录" in task.reason
    assert notices(session, asker) == ["未能完成：数到三"]


def test_whoever_may_no_longer_see_it_is_told_so(session: Session, asker: Account) -> None:
    task = start(session, asker, "test.refused")
    work_off(session)
    assert "无权" in task.reason


def test_what_waits_is_cancelled_at_once_and_what_runs_at_its_next_report(session: Session, asker: Account) -> None:
    waiting = start(session, asker)
    operations.cancel(session, waiting, actor=actor(asker))
    assert waiting.state is TaskState.CANCELLED
    running = start(session, asker, "test.cancelled")
    work_off(session)
    session.refresh(running)
    assert running.state is TaskState.CANCELLED
    assert notices(session, asker) == []
    with pytest.raises(TransitionNotAllowed):
        operations.cancel(session, running, actor=actor(asker))


def test_a_worker_that_was_taken_over_writes_nothing(session: Session, asker: Account) -> None:
    task = start(session, asker, "test.overtaken")
    claimed = claim(session, at=clock.now())
    assert claimed is task
    perform(session, task)
    session.refresh(task)
    assert (task.state, task.product_key) == (TaskState.RUNNING, None)


def test_one_person_has_five_tasks_at_most_and_only_known_work(session: Session, asker: Account) -> None:
    for _ in range(5):
        start(session, asker)
    with pytest.raises(RuleBroken):
        start(session, asker)
    with pytest.raises(NotPermitted):
        start(session, asker, "test.unknown")


def test_a_product_is_forgotten_after_a_week_and_the_task_after_three_months(session: Session, asker: Account) -> None:
    task = start(session, asker)
    work_off(session)
    key = task.product_key
    assert key
    forget_products(session, storage(), at=clock.now() + timedelta(days=6))
    assert storage().get(key)
    forget_products(session, storage(), at=clock.now() + timedelta(days=8))
    session.refresh(task)
    assert task.product_key is None
    with pytest.raises(FileNotFoundError):
        storage().get(key)
    forget_products(session, storage(), at=clock.now() + timedelta(days=91))
    assert session.scalar(sa.select(sa.func.count(BackgroundTask.id))) == 0
