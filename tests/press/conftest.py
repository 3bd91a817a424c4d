from collections.abc import Callable
from pathlib import Path

import pytest

from portal.press.font_sources import install
from portal.press.worker import render_in_worker
from tests.press.kept import kept
from tests.press.paper import Sheet, read
from tests.press.samples import ALL

FONTS = Path(__file__).parents[2] / "instance" / "fonts"


@pytest.fixture(scope="session")
def fonts() -> Path:
    if not (FONTS / "stamp").exists():
        list(install(FONTS))
    return FONTS


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of this run, which its processes share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def pdf(fonts: Path, run_folder: Path) -> Callable[[str], bytes]:
    """Print a sample, once for all tests."""
    return kept(run_folder / "letters", lambda name: render_in_worker(ALL[name], fonts=fonts))


@pytest.fixture(scope="session")
def sheets(pdf: Callable[[str], bytes], run_folder: Path) -> Callable[[str], list[Sheet]]:
    """Print and measure a sample, once for all tests."""
    return kept(run_folder / "sheets", lambda name: read(pdf(name)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve-pictures", action="store_true", help="approve how the letters look now")
