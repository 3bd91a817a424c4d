"""The portal's two processes, web server and worker: started together, ended together."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from types import FrameType

from runner.console import LINES_OF_A_FAILURE, ROOT, Command, Stop
from runner.environment import BIN

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# SIGTERM lets the job in hand finish. What huey itself logs reaches the portal's log; its own copy is not wanted.
# Four threads: two at most do long work (portal/background), the others what is due; all look each second at least.
WORKER = (
    BIN / "huey_consumer",
    "wsgi.huey",
    "--workers",
    "4",
    "--max-delay",
    "1",
    "--graceful-signal",
    "TERM",
    "--quiet",
    "--logfile",
    os.devnull,
)


def web_server(bind: str, workers: int, threads: int) -> Command:
    """Return the command of the web server; its control socket, which nothing here uses, is not opened."""
    size = ["--workers", str(workers), "--threads", str(threads)]
    return [BIN / "gunicorn", "--worker-class", "gthread", "--no-control-socket", "--bind", bind, *size, "wsgi:app"]


def require_free_port(port: int) -> None:
    """Raise Stop when nothing could listen on ``port`` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Stop(
                f"Port {port} cannot be used ({error.strerror}). Choose another: `python3 run demo --port {port + 1}`. "
                f"端口 {port} 不可用，请用 --port 另选一个。",
            ) from None


@contextmanager
def running(command: Command, env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``command`` while the block runs, writing to ``log``; end it gently, then by force."""
    # Should this process be killed outright, the kernel ends the other one.
    tied = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
    with log.open("wb") as output:
        # A session of its own keeps the terminal's Ctrl-C away: it is ended here, once.
        child = subprocess.Popen(
            [*tied, *command],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """Ask ``child`` to end, and insist after SECONDS_TO_STOP; whatever it started ends with it."""
    child.terminate()
    try:
        child.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


@contextmanager
def ending_asked() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C, ``kill`` or a closed terminal sets, in place of an exception just anywhere."""
    asked = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        del number, frame
        asked.set()

    before = {number: signal.signal(number, note) for number in ENDINGS}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def await_health(port: int, server: subprocess.Popen[bytes], asked: threading.Event) -> bool:
    """Wait until the portal answers; tell whether it does before it ended, was asked to end, or took too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None and not asked.is_set():
        if healthy(port):
            return True
        asked.wait(0.1)
    return False


def healthy(port: int) -> bool:
    """Ask ``/healthz`` once."""
    connection = HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def failure(what: str, log: Path) -> Stop:
    """Return the end of the run: ``what`` failed, and the last lines of its log."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-LINES_OF_A_FAILURE:]
    return Stop("\n".join([f"The {what} ended by itself ({log.relative_to(ROOT)}):", *(f"    {li}" for li in lines)]))
