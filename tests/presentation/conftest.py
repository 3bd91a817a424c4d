"""The gallery served to a browser. Debian's Chromium; as root it runs without its sandbox."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from portal import clock
from tests.conftest import make_settings
from tests.presentation.gallery import TODAY, make_gallery


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_gallery(
        make_settings("sqlite://", tmp_path_factory.mktemp("gallery"), reopening_hotline="0000-821 2345")
    )


@pytest.fixture(scope="module")
def gallery_url(gallery: Flask) -> Iterator[str]:
    """The gallery on Monday 12 October 2026, served on a free port."""
    server = make_server("127.0.0.1", 0, gallery, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    with clock.travel(TODAY):
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def base_url() -> str:
    """Instead of the plugin's own fixture, which today's pytest warns of."""
    return ""
