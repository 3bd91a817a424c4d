"""Running jobs: the queue that the worker consumes, and the claim that keeps two workers from doing one slot twice."""

import logging
from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from portal import clock
from portal.background.operations import WAKE
from portal.database import db
from portal.jobs.models import JobSlot
from portal.jobs.schedule import BACKGROUND, JOBS, Job
from portal.settings import Settings

log = logging.getLogger(__name__)


def claim(session: Session, job: str, at: datetime) -> bool:
    """Take a job's slot, the local minute of ``at``; False where another worker has it. Commits."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    slot = at.astimezone(clock.LOCAL).strftime("%Y-%m-%dT%H:%M")
    statement = insert(JobSlot).values(job=job, slot=slot).on_conflict_do_nothing().returning(JobSlot.id)
    taken = session.scalars(statement).first() is not None
    session.commit()
    return taken


def run(app: Flask, job: Job, at: datetime) -> bool:
    """Do a job in its own application context unless its slot is taken; tell whether it was done here."""
    with app.app_context():
        if not job.on_every_node and not claim(db.session, job.name, at):
            return False
        done = job.run(db.session)
        db.session.commit()
        log.info("job done", extra={"job": job.name, "result": str(done)})
        return True


def open_queue(settings: Settings) -> Huey:
    """Return the queue that the settings name, a PostgreSQL or SQLite database; otherwise a file beside the data."""
    named = sa.make_url(settings.jobs_url) if settings.jobs_url else None
    if named is not None and named.get_backend_name() == "postgresql":
        return PostgresHuey("portal", dsn=named.set(drivername="postgresql").render_as_string(hide_password=False))
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    beside = str(settings.data_dir / "jobs.sqlite3")
    return SqliteHuey("portal", filename=(named.database if named is not None else None) or beside)


def create_queue(app: Flask, settings: Settings) -> Huey:
    """Return the queue with every job registered by its time, and let the application wake the worker for long work."""
    queue = open_queue(settings)
    for job in JOBS:
        _register(queue, app, job)

    @queue.task(name="work-off")  # type: ignore[untyped-decorator]  # huey has no types
    def work_off_now() -> None:
        run(app, BACKGROUND, clock.now())

    app.extensions[WAKE] = lambda: _wake(work_off_now)
    return queue


def _wake(work_off_now: Callable[[], object]) -> None:
    """Put a call into the queue. The act is committed already: where the queue is down the clock finds its work."""
    try:
        work_off_now()
    except Exception:
        log.exception("the worker could not be woken")


def _register(queue: Huey, app: Flask, job: Job) -> None:
    @queue.periodic_task(job.when, name=job.name)  # type: ignore[untyped-decorator]  # huey has no types
    def at_its_time() -> None:
        run(app, job, clock.now())
