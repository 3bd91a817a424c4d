from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.jobs.running import claim, create_queue
from portal.jobs.schedule import JOBS
from portal.notifications.operations import notify
from tests.conftest import make_settings
from tests.factories import Factory


def test_a_slot_is_claimed_once_however_many_workers_ask(session: Session) -> None:
    now = clock.now()
    assert claim(session, "forget", now)
    assert not claim(session, "forget", now)
    assert claim(session, "send-mail", now)


def test_every_job_runs_twice_without_harm(session: Session, make: Factory) -> None:
    person: Account = make.account(email="person@portal.test")
    notify(session, [person], subject="已收到", body="已提交。")
    for job in [*JOBS, *JOBS]:
        job.run(session)


def test_the_queue_knows_every_job_by_name(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = make_settings("sqlite://", tmp_path_factory.mktemp("queue"))
    queue = create_queue(app, settings)
    assert {task.name for task in queue._registry.periodic_tasks} == {job.name for job in JOBS}


def test_jobs_with_an_hour_mean_the_county_s() -> None:
    at_three = datetime(2026, 10, 12, 3, 17, tzinfo=clock.LOCAL).astimezone(UTC).replace(tzinfo=None)
    due = {job.name for job in JOBS if job.when(at_three)}
    assert "forget" in due
    assert "remind-of-follow-ups" not in due
    assert "forget" not in {job.name for job in JOBS if job.when(datetime(2026, 10, 12, 3, 17))}  # noqa: DTZ001  huey's own, UTC
