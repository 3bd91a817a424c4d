"""Fixtures for every test. A test that asks for ``app`` or anything built on it runs on SQLite and on PostgreSQL."""

import contextlib
import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts import passwords
from portal.app import create_app
from portal.database import alembic, db
from portal.press.certificates import sample
from portal.settings import Settings
from portal.workdays import seed_years
from tests.cluster import ClusterUnavailable, start_cluster
from tests.factories import HASHER, Factory
from tests.judging import JudgingClient

POSTGRES = "PORTAL_TEST_POSTGRES"
NO_POSTGRES = pytest.StashKey[str]()
DATABASES = ("sqlite", "postgresql")
# Debian's; as root it runs without its sandbox.
CHROMIUM: dict[str, Any] = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


def pytest_configure(config: pytest.Config) -> None:
    """Start one temporary PostgreSQL for the run; workers inherit its address."""
    if hasattr(config, "workerinput") or POSTGRES in os.environ:
        return
    running = contextlib.ExitStack()
    try:
        cluster = running.enter_context(start_cluster())
    except ClusterUnavailable as reason:
        config.stash[NO_POSTGRES] = str(reason)
        return
    os.environ[POSTGRES] = str(cluster.url())
    config.add_cleanup(running.close)


def pytest_collection_finish() -> None:
    """Leave what is there before the first test out of every later collection of garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long journeys in browsers, so that no core is left waiting for the last of them."""
    items.sort(key=lambda item: "tests/browser/" not in item.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly that half of the database tests did not run, and why."""
    reason = config.stash.get(NO_POSTGRES, None)
    if reason:
        terminalreporter.write_line(f"PostgreSQL was not tested: {reason}", red=True, bold=True)


SIGNING = "only for tests"


@cache
def certificate() -> bytes:
    """Make the certificate that signs the tests' letters, once a run."""
    return sample("安澜县", SIGNING, clock.now())


def make_settings(database_url: str, folder: Path, **changes: object) -> Settings:
    signing = folder / "certificate.p12"
    signing.write_bytes(certificate())
    values: dict[str, object] = {
        "signing_file": signing,
        "signing_passphrase": SIGNING,
        "secret_key": "a key that is only for tests, long enough",
        "database_url": database_url,
        "data_dir": folder,
        "base_url": "http://portal.test",
        "portal_name": "安澜县企业复工法律服务平台",
        "county_name": "安澜县",
        "seal_text": "安澜助企",
        "letter_code": "安政法督",
        "secure_cookies": False,
        "rate_limits": False,
    }
    return Settings(_env_file=None, **(values | changes))


def database_for(kind: str, name: str, folder: Path) -> str:
    """Return the URL of a new, empty database."""
    if kind == "sqlite":
        return f"sqlite:///{folder / name}.sqlite3"
    address = os.environ.get(POSTGRES)
    if not address:
        pytest.skip("PostgreSQL is not there (see the summary)")
    url = sa.make_url(address)
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@contextlib.contextmanager
def portal_on(database_url: str, folder: Path, **changes: object) -> Iterator[Flask]:
    """Make a portal on a database without tables; in the end each connection that it opened must be closed.

    One that is out when its pool is disposed of outlives it, and warns in whichever test collects the garbage.
    """
    app, left = create_app(make_settings(database_url, folder, **changes)), set[int]()
    app.testing = True
    with app.app_context():
        sa.event.listen(db.engine, "connect", lambda connection, _record: left.add(id(connection)))
        sa.event.listen(db.engine, "close", lambda connection, _record: left.discard(id(connection)))
    yield app
    with app.app_context():
        db.engine.dispose()
    assert not left, "connections are still open"


@pytest.fixture(scope="session", params=DATABASES)
def app(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[Flask]:
    """The portal with every migration applied and the working calendar of the years around now."""
    folder = tmp_path_factory.mktemp(f"portal-{request.param}")
    with portal_on(database_for(request.param, f"portal_{worker_id}", folder), folder) as app:
        with app.app_context():
            alembic.upgrade()
        with app.app_context():  # the migrations' connection is given back with their context
            seed_years(db.session, range(2025, clock.today().year + 2))
            db.session.commit()
        yield app


@pytest.fixture(params=DATABASES)
def empty_app(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """A portal with a database of its own, without a table."""
    with portal_on(database_for(request.param, f"own_{worker_id}", tmp_path), tmp_path) as app:
        yield app


@pytest.fixture
def own_app(empty_app: Flask) -> Flask:
    """A portal with a database of its own, for tests that really commit, from several connections."""
    with empty_app.app_context():
        alembic.upgrade()
    return empty_app


@pytest.fixture(autouse=True)
def weak_hashes(monkeypatch: pytest.MonkeyPatch) -> PasswordHasher:
    """Hash passwords with the parameters of the factory; give the portal's own hasher to tests about it."""
    own = passwords.HASHER
    monkeypatch.setattr(passwords, "HASHER", HASHER)
    return own


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session inside an application context; whatever is committed, by a request too, is rolled back."""
    with app.app_context():
        maker = db.sessionmaker
        with db.engine.connect() as connection:
            transaction = connection.begin()
            isolation = {"bind": connection, "join_transaction_mode": "create_savepoint"}
            with mock.patch.dict(maker.kw, isolation):
                yield db.session
                db.session.close()
            if transaction.is_active:
                transaction.rollback()


@pytest.fixture
def make(session: Session) -> Factory:
    """Makes people, enterprises and cases."""
    return Factory(session)


@pytest.fixture
def client(app: Flask, session: Session) -> JudgingClient:
    """A browser's stand-in that judges every page it gets."""
    return JudgingClient(app, session)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return CHROMIUM


@pytest.fixture(scope="session")
def base_url() -> str:
    """Instead of the plugin's own fixture, which today's pytest warns of."""
    return ""
