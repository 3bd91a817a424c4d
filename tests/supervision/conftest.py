import pytest
from sqlalchemy.orm import Session

from tests.factories import Factory
from tests.supervision.scene import Scene


@pytest.fixture
def scene(session: Session, make: Factory) -> Scene:
    return Scene(session, make)
