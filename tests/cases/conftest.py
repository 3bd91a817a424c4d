"""Fixtures about cases."""

import pytest
from sqlalchemy.orm import Session

from tests.cases.stage import Stage
from tests.factories import Factory


@pytest.fixture
def stage(session: Session, make: Factory) -> Stage:
    """The people of a case."""
    return Stage(session, make)
