"""Printing in a process apart, with limits on time and memory, so that no letter can take the portal down.

Each process of the portal keeps one such worker warm: the first letter takes a second or two, the next a tenth. The
worker is replaced when it fails, when it takes too long, and after many letters.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
from multiprocessing import Pipe
from pathlib import Path

from portal.press.fonts import environment
from portal.press.jobs import READY, Examining, Job, Printing, Product, Sheet, Signature, Signing
from portal.press.layout import PrintedLetter, check
from portal.press.refusals import RenderingFailed

ROOT = Path(__file__).parents[2]

JOBS_PER_WORKER = 200
"""The caches of WeasyPrint and Pango grow a little with each letter."""

SECONDS, MEGABYTES = 20, 2048
"""What a job may take."""

STARTING = 60
"""Seconds that the process may take to start; its first job waits for it."""

_lock = threading.Lock()
_workers: dict[tuple[int, Path, int], "Worker"] = {}


class Worker:
    """A process that does jobs, one after another."""

    def __init__(self, fonts: Path, megabytes: int) -> None:
        chosen = environment(fonts)
        self.jobs = 0
        self.started = False
        self.connection, theirs = Pipe()
        command = [sys.executable, "-m", "portal.press.printing", str(fonts), str(megabytes), str(theirs.fileno())]
        self.process = subprocess.Popen(  # noqa: S603  our own words
            command, cwd=ROOT, env={**os.environ, **chosen}, pass_fds=[theirs.fileno()]
        )
        theirs.close()

    @property
    def usable(self) -> bool:
        """Whether the process still runs and is not worn out."""
        return self.process.poll() is None and self.jobs < JOBS_PER_WORKER

    def ask(self, job: Job, seconds: float) -> Product:
        """Return what comes of a job, or raise the RenderingFailed that the process met or that its end means."""
        self.jobs += 1
        try:
            self._await_start()
            self.connection.send(job)
            if not self.connection.poll(seconds):
                self.stop()
                raise RenderingFailed(f"Printing took longer than {seconds:g} s and was stopped.")
            answer: Product | RenderingFailed = self.connection.recv()
        except (EOFError, OSError) as error:
            raise RenderingFailed(f"The printing process ended ({self._end()}).") from error
        if isinstance(answer, RenderingFailed):
            raise answer
        return answer

    def _await_start(self) -> None:
        """Wait until the process has read its fonts, which a busy machine may take long for."""
        if self.started:
            return
        if not self.connection.poll(STARTING):
            self.stop()
            raise RenderingFailed(f"The printing process did not start within {STARTING} s.")
        self.started = self.connection.recv() == READY

    def print(self, letter: PrintedLetter, seconds: float, signing: Signing | None = None) -> bytes:
        """Return a letter's PDF, signed if it is to be."""
        product = self.ask(Printing(letter, signing), seconds)
        assert isinstance(product, bytes)  # noqa: S101  said to the type checker
        return product

    def stop(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.wait()
        self.connection.close()

    def _end(self) -> str:
        code = self.process.wait(timeout=5)
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def render_in_worker(
    letter: PrintedLetter,
    *,
    fonts: Path,
    signing: Signing | None = None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> bytes:
    """Print a letter as `render_pdf` does, and sign it, within limits: wall-clock seconds, megabytes of address space.

    Raises a RenderingFailed; afterwards the next letter finds a fresh worker. Threads take turns.
    """
    check(letter)
    with _lock:
        return _worker(fonts.resolve(), megabytes).print(letter, seconds, signing)


def render_sheet(sheet: Sheet, *, fonts: Path) -> bytes:
    """Print a page of the portal's own, such as a card, within the same limits. Raises a RenderingFailed."""
    with _lock:
        product = _worker(fonts.resolve(), MEGABYTES).ask(sheet, SECONDS)
    assert isinstance(product, bytes)  # noqa: S101  said to the type checker
    return product


def examine_in_worker(content: bytes, *, fonts: Path) -> Signature | None:
    """Read the signature of a file that may be anything, within the same limits. Raises a RenderingFailed."""
    with _lock:
        found = _worker(fonts.resolve(), MEGABYTES).ask(Examining(content), SECONDS)
    return found if isinstance(found, Signature) else None


def _worker(fonts: Path, megabytes: int) -> Worker:
    """Find this process's worker or start one. A process that was forked does not use its parent's."""
    key = (os.getpid(), fonts, megabytes)
    worker = _workers.get(key)
    if worker is None or not worker.usable:
        if worker:
            worker.stop()
        worker = _workers[key] = Worker(fonts, megabytes)
    return worker


@atexit.register
def _stop_all() -> None:
    for (owner, _, _), worker in _workers.items():
        if owner == os.getpid():
            worker.stop()
