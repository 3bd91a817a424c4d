"""Makers that only tests know."""

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from sqlalchemy.orm import Session

from portal.background import makers, progress
from portal.background.makers import Product, runs
from portal.background.models import BackgroundTask
from portal.background.progress import Progress
from portal.errors import NotFound


@pytest.fixture(autouse=True)
def makers_of_tests() -> Iterator[None]:
    """Three kinds of work: one that counts to three, one with a defect, one whose asker has lost a right."""
    with mock.patch.dict(makers.MAKERS), mock.patch.object(progress, "SELDOM", timedelta(0)):

        @runs("test.count")
        def count(session: Session, task: BackgroundTask, told: Progress) -> Product:
            for number in range(3):
                told.report(number, 3, f"{number}")
            path = told.scratch / "made"
            path.write_bytes(b"one, two, three")
            return Product("数字.txt", "text/plain", path)

        @runs("test.defect", writes=True)
        def defect(session: Session, task: BackgroundTask, told: Progress) -> None:
            raise ZeroDivisionError

        @runs("test.refused")
        def refused(session: Session, task: BackgroundTask, told: Progress) -> None:
            raise NotFound

        @runs("test.cancelled")
        def cancelled(session: Session, task: BackgroundTask, told: Progress) -> None:
            session.get_one(BackgroundTask, task.id).cancel_asked = True
            session.commit()
            told.report(1, 3)

        @runs("test.overtaken")
        def overtaken(session: Session, task: BackgroundTask, told: Progress) -> Product:
            session.get_one(BackgroundTask, task.id).attempts += 1
            session.commit()
            return Product("a.txt", "text/plain", b"late")

        yield
