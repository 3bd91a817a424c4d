"""Fixtures about cases."""

import pytest
from sqlalchemy.orm import Session

from tests.cases.desk import Desk
from tests.cases.stage import Stage
from tests.factories import Factory
from tests.judging import JudgingClient


@pytest.fixture
def stage(session: Session, make: Factory) -> Stage:
    """The people of a case."""
    return Stage(session, make)


@pytest.fixture
def desk(client: JudgingClient, session: Session, make: Factory) -> Desk:
    """A member of an enterprise at the pages of intake."""
    return Desk(client, session, make)
