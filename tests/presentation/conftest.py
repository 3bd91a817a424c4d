"""The gallery served to a browser."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from tests.conftest import make_settings
from tests.presentation.gallery import TODAY, make_gallery
from tests.serving import served


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_gallery(
        make_settings("sqlite://", tmp_path_factory.mktemp("gallery"), reopening_hotline="0000-821 2345")
    )


@pytest.fixture(scope="module")
def gallery_url(gallery: Flask) -> Iterator[str]:
    """The gallery on Monday 12 October 2026, served on a free port."""
    with clock.travel(TODAY), served(lambda _address: gallery) as address:
        yield address
