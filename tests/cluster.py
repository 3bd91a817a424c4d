"""A temporary PostgreSQL cluster, made of Debian's own packages, for one run of the tests.

    from tests.cluster import ClusterUnavailable, start_cluster

    with start_cluster() as cluster:
        url = cluster.create_database("gw0")  # postgresql+psycopg://…

The cluster listens on a unix socket inside its folder and nowhere else, so that many may run side by side and nobody
else on the machine can reach one. It keeps nothing safe (``fsync=off``): it lives as long as the ``with`` block, and
the kernel ends it if the test run itself is killed.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DEBIAN_FOLDER = Path("/usr/lib/postgresql")
OWNER = "portal_test"
SECONDS_TO_START = 30
SECONDS_TO_STOP = 20
DATABASE_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")

# What makes a cluster quick, and unsafe for anything that is to be kept.
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=60")


class ClusterUnavailable(Exception):
    """No cluster can be started here; the message is one sentence for the person who runs the tests."""


@dataclass(frozen=True)
class Cluster:
    """A running cluster: where its programs and its socket are."""

    programs: Path
    folder: Path

    def url(self, database: str = "postgres") -> str:
        """Return the SQLAlchemy URL of ``database``."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={quote(str(self.folder), safe='/')}"

    def create_database(self, name: str) -> str:
        """Create an empty database and return its SQLAlchemy URL; one of the same name is dropped first."""
        if not DATABASE_NAME.fullmatch(name):
            raise ValueError(f"not a plain database name: {name!r}")
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def execute(self, statement: str) -> None:
        """Run one statement as the owner, outside any transaction."""
        command = [self.programs / "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", OWNER]
        subprocess.run([*command, "-d", "postgres", "-c", statement], check=True, capture_output=True)


@contextmanager
def start_cluster(folder: Path | None = None) -> Iterator[Cluster]:
    """Start a cluster in a new folder inside ``folder`` (the system's temporary one by default) and stop it at the end.

    ``folder`` must be open to every user: ``initdb`` refuses root, so root's cluster belongs to ``postgres`` (pytest's
    own temporary folders are closed to others). Raises ClusterUnavailable when PostgreSQL is missing or does not start.
    """
    programs = find_programs()
    home = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=folder))
    try:
        owner = unprivileged_owner()
        if owner:
            os.chown(home, owner.pw_uid, owner.pw_gid)
        initialise(programs, home, owner)
        with serving(programs, home, owner) as cluster:
            yield cluster
    finally:
        shutil.rmtree(home, ignore_errors=True)


def find_programs() -> Path:
    """Return the folder of the newest PostgreSQL that Debian installed; raise ClusterUnavailable without one."""
    found = sorted(DEBIAN_FOLDER.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise ClusterUnavailable(
            "PostgreSQL is not installed, so the tests that need it are skipped; "
            "`apt-get install postgresql` or, as root, `python3 run test` installs it."
        )
    return found[-1].parent


def unprivileged_owner() -> pwd.struct_passwd | None:
    """Return the account that shall own the cluster, or None when this process may own it itself."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def initialise(programs: Path, home: Path, owner: pwd.struct_passwd | None) -> None:
    """Lay out the cluster's files: UTF-8, sorted by code point as SQLite sorts, reached without a password."""
    options = ["-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    command = [*as_owner(owner), str(programs / "initdb"), "-D", str(home / "data"), *options]
    made = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    if made.returncode:
        raise ClusterUnavailable(f"PostgreSQL could not lay out a temporary cluster: {made.stderr.strip()}")


@contextmanager
def serving(programs: Path, home: Path, owner: pwd.struct_passwd | None) -> Iterator[Cluster]:
    """Run the server while the block runs; end it by its own process id, however the block ends."""
    settings = [
        word for setting in (*SPEED, "listen_addresses=", f"unix_socket_directories={home}") for word in ("-c", setting)
    ]
    command = [*as_owner(owner), str(programs / "postgres"), "-D", str(home / "data"), *settings]
    with (home / "log").open("wb") as log:
        # A session of its own keeps the terminal's Ctrl-C away: pytest's workers close their connections first.
        server = subprocess.Popen(command, cwd=home, stdout=log, stderr=log, start_new_session=True)
    try:
        await_readiness(server, programs, home)
        yield Cluster(programs, home)
    finally:
        stop(server)


def as_owner(owner: pwd.struct_passwd | None) -> list[str]:
    """Return the words before a command that hand it to ``owner`` and tie its life to this process."""
    identity = ["--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups"] if owner else []
    return ["setpriv", "--pdeathsig", "INT", *identity, "--"]


def await_readiness(server: subprocess.Popen[bytes], programs: Path, home: Path) -> None:
    """Return once the server accepts connections; raise ClusterUnavailable with its log when it does not."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        asked = subprocess.run([programs / "pg_isready", "-q", "-h", home], check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.05)
    raise ClusterUnavailable(f"PostgreSQL did not start: {(home / 'log').read_text(errors='replace').strip()}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask for a fast shutdown, which ends open connections; insist when it takes too long."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()
