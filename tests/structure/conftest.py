from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from tests.conftest import make_settings


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The portal as the factory puts it together; nothing here asks its database."""
    folder: Path = tmp_path_factory.mktemp("shape")
    return create_app(make_settings(f"sqlite:///{folder}/portal.sqlite3", folder))
