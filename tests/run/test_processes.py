"""Starting and ending the portal's processes."""

import os
import signal
import socket
import sys
import threading
from pathlib import Path

import pytest

from runner import processes
from runner.console import Stop

SLEEPER = (sys.executable, "-c", "import time; time.sleep(60)")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
)


def test_a_busy_port_is_one_sentence_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind((processes.HOST, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Stop, match=f"Port {port} cannot be used .*--port {port + 1}"):
            processes.require_free_port(port)


def test_a_port_that_was_just_left_is_free() -> None:
    with socket.socket() as other:
        other.bind((processes.HOST, 0))
        port = other.getsockname()[1]

    processes.require_free_port(port)


def test_a_process_ends_with_its_block(tmp_path: Path) -> None:
    with processes.running(SLEEPER, os.environ, tmp_path / "log") as child:
        assert child.poll() is None

    assert child.poll() == -signal.SIGTERM


def test_a_process_that_will_not_end_is_made_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "SECONDS_TO_STOP", 0.2)
    log = tmp_path / "log"

    with processes.running(STUBBORN, os.environ, log) as child:
        while not log.read_text():
            pass

    assert child.poll() == -signal.SIGKILL


@pytest.mark.parametrize("number", processes.ENDINGS)
def test_every_way_of_ending_is_noted(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with processes.ending_asked() as asked:
        assert not asked.is_set()
        os.kill(os.getpid(), number)
        assert asked.wait(5)

    assert signal.getsignal(number) == before


def test_waiting_for_a_server_that_died_is_over_at_once(tmp_path: Path) -> None:
    with processes.running((sys.executable, "-c", "raise SystemExit('no')"), os.environ, tmp_path / "log") as child:
        assert not processes.await_health(1, child, threading.Event())


def test_a_failure_shows_the_end_of_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "ROOT", tmp_path)
    (tmp_path / "server.log").write_text("first\nthe reason\n")

    assert "the reason" in str(processes.failure("server", tmp_path / "server.log"))


def test_the_web_server_listens_where_it_is_told() -> None:
    command = [str(word) for word in processes.web_server("127.0.0.1:9000", workers=3, threads=5)]

    assert command[-1] == "wsgi:app"
    assert command[command.index("--bind") + 1] == "127.0.0.1:9000"
    assert command[command.index("--workers") + 1] == "3"
