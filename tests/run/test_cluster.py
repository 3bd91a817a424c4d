"""The temporary PostgreSQL cluster of the tests."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import cluster
from tests.cluster import Cluster, ClusterUnavailable, start_cluster


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    try:
        with start_cluster() as started:
            yield started
    except ClusterUnavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture
def open_folder(running: Cluster) -> Iterator[Path]:
    """A folder that the cluster's own account can reach; pytest's are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="portal-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def server_of(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def test_a_database_is_made_and_made_anew(running: Cluster) -> None:
    for _ in range(2):
        engine = sa.create_engine(running.create_database("trial"))
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE notes (text TEXT)"))
            connection.execute(sa.text("INSERT INTO notes VALUES ('复工')"))
            assert connection.scalar(sa.text("SELECT text FROM notes")) == "复工"
        engine.dispose()


def test_it_listens_to_no_network(running: Cluster) -> None:
    engine = sa.create_engine(running.url())
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SHOW listen_addresses")) == ""
    engine.dispose()


def test_a_name_that_would_need_quoting_is_refused(running: Cluster) -> None:
    with pytest.raises(ValueError, match="not a plain database name"):
        running.create_database('x"; DROP DATABASE postgres; --')


def test_without_postgresql_the_reason_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "DEBIAN_FOLDER", tmp_path)

    with pytest.raises(ClusterUnavailable, match="PostgreSQL is not installed"), start_cluster():
        pass


def test_nothing_is_left_behind(open_folder: Path) -> None:
    with start_cluster(open_folder) as started:
        server = server_of(started.folder)
        assert Path(f"/proc/{server}").exists()

    assert list(open_folder.iterdir()) == []
    assert not Path(f"/proc/{server}").exists()


def test_the_server_ends_when_its_test_run_is_killed(open_folder: Path) -> None:
    program = "import sys, time; from pathlib import Path; from tests.cluster import start_cluster\n"
    program += "with start_cluster(Path(sys.argv[1])): print('up', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", program, str(open_folder)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE) as run:
        assert run.stdout
        assert run.stdout.readline() == b"up\n"
        status = next(open_folder.glob("*/data/postmaster.pid"))

        run.kill()

    deadline = time.monotonic() + 10
    while status.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not status.exists()
