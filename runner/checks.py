"""``run check``: everything about the code that can be judged without using the portal."""

import time
from collections.abc import Callable
from pathlib import Path

from runner.console import Stop, attempt, say
from runner.environment import BIN, PYTHON

Check = Callable[[], None]


def tool(*command: str | Path) -> Check:
    """Return a check that passes when ``command`` does."""

    def run() -> None:
        done = attempt(command)
        if done.returncode:
            raise Stop((done.stdout + done.stderr).strip())

    return run


CHECKS: dict[str, Check] = {
    "format": tool(BIN / "ruff", "format", "--check", "--output-format", "concise", "."),
    "style": tool(BIN / "ruff", "check", "--output-format", "concise", "."),
    "templates": tool(BIN / "djlint", "templates", "--lint", "--quiet"),
    "types": tool(BIN / "mypy"),
    "imports": tool(BIN / "lint-imports"),
    "translations": tool(PYTHON, "-m", "runner.translations", "check"),
    "migrations": tool(PYTHON, "-m", "pytest", "-q", "--no-header", "tests/structure/test_migrations.py"),
}


def failing() -> list[str]:
    """Run every check, whatever the others say; return the names of those that failed."""
    return [name for name, run in CHECKS.items() if not passes(name, run)]


def passes(name: str, run: Check) -> bool:
    """Run one check and say how it went; only a failure shows its output."""
    started = time.monotonic()
    fault = None
    try:
        run()
    except Stop as stop:
        fault = stop
    say(f"{name:<14}{'failed' if fault else 'ok':<8}{time.monotonic() - started:5.1f} s")
    if fault:
        say(str(fault))
    return fault is None
