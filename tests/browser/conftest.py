"""The demonstration's county in a real browser, on Monday 12 October 2026, nine o'clock."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from portal import clock
from portal.app import create_app
from portal.cases.intake.categories import load_categories
from portal.database import alembic, db
from portal.demo.county import make_county
from portal.workdays import seed_years
from tests.browser.judge import HEIGHT, WIDE, Judge
from tests.browser.person import Person
from tests.conftest import make_settings
from tests.serving import served

Result = TypeVar("Result")
PATIENCE = 60_000  # milliseconds: what a busy machine may need for a page that prints a letter
MONDAY = clock.local_instant(date(2026, 10, 12), 9)


def aside(work: Callable[[], Result]) -> Result:
    """Do something in a thread of its own: Flask's contexts do not go with the event loop that Playwright has here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


@dataclass
class County:
    """A portal being served, for the tests of one module."""

    app: Flask
    address: str

    def behind(self, work: Callable[[Session], Result]) -> Result:
        """Do something to the database as the worker would, and commit it."""

        def in_context() -> Result:
            with self.app.app_context():
                result = work(db.session)
                db.session.commit()
                return result

        return aside(in_context)


def migrated(address: str, folder: Path) -> Flask:
    """Return a portal of the demonstration with an empty database."""
    database = f"sqlite:///{folder}/portal.sqlite3"
    app = create_app(make_settings(database, folder, demo=True, base_url=address, reopening_hotline="0000-821 2345"))
    with app.app_context():
        alembic.upgrade()
    return app


@contextmanager
def served_county(folder: Path, fill: Callable[[County], object]) -> Iterator[County]:
    """Serve an own portal that is filled while it is Monday; the clock stays there."""
    made: list[Flask] = []

    def make(address: str) -> Flask:
        made.append(aside(lambda: migrated(address, folder)))
        return made[0]

    with clock.travel(MONDAY), served(make) as address:
        county = County(made[0], address)
        fill(county)
        yield county
        county.behind(lambda _session: db.engine.dispose())


def people_only(county: County) -> None:
    """Add the county's people, enterprises and pairings."""

    def fill(session: Session) -> None:
        seed_years(session, range(2025, 2028))
        make_county(session)
        load_categories(session)

    county.behind(fill)


def whole_county(county: County) -> None:
    """Load the demonstration with its cases and letters."""
    loaded = aside(lambda: county.app.test_cli_runner().invoke(args=["demo", "load"]))
    assert loaded.exit_code == 0, loaded.output


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with served_county(tmp_path_factory.mktemp("county"), people_only) as serving:
        yield serving


@dataclass
class Meeting:
    """Lets people come, each with a browser window of one's own."""

    browser: Browser
    address: str
    judge: Judge
    windows: ExitStack

    def comes(self, role: str = "") -> Person:
        """Open a window for one of the demonstration's people, or for a visitor."""
        context = self.browser.new_context(
            base_url=self.address,
            locale="zh-CN",
            viewport={"width": WIDE, "height": HEIGHT},
            reduced_motion="reduce",  # colours must not be on their way when they are measured
        )
        context.set_default_timeout(PATIENCE)
        self.windows.callback(context.close)
        person = Person(context.new_page(), role, self.judge)
        return person.sign_in() if role else person


@pytest.fixture
def meeting(browser: Browser, county: County) -> Iterator[Meeting]:
    """Whoever comes finds every page in order: nothing is left to complain of at the end."""
    judge = Judge()
    with ExitStack() as windows:
        yield Meeting(browser, county.address, judge, windows)
    assert not judge.findings, "\n".join(judge.findings)
