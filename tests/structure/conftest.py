from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import portal_on


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The portal as the factory puts it together; nothing here asks its database."""
    folder = tmp_path_factory.mktemp("shape")
    with portal_on(f"sqlite:///{folder}/portal.sqlite3", folder) as app:
        yield app
