"""``run check``: everything about the code that can be judged without running the tests."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from runner.console import Stop, attempt, say, succeed
from runner.environment import BIN, PYTHON
from runner.instance import FLASK, PREFIX

Check = Callable[[], None]


def tool(*command: str | Path) -> Check:
    """Return a check that passes when ``command`` does."""

    def run() -> None:
        done = attempt(command)
        if done.returncode:
            raise Stop((done.stdout + done.stderr).strip())

    return run


def migrations() -> None:
    """See that the migrations have one head, and lead from nothing to exactly the tables of the models."""
    with tempfile.TemporaryDirectory() as folder:
        env = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)} | {
            f"{PREFIX}SECRET_KEY": "for-an-empty-database-that-is-thrown-away",
            f"{PREFIX}DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
            f"{PREFIX}DATA_DIR": folder,
            f"{PREFIX}BASE_URL": "http://127.0.0.1",
        }
        heads = succeed([*FLASK, "db", "heads"], env=env, failing="The migrations cannot be read:").splitlines()
        if len(heads) != 1:
            raise Stop("\n".join(["The migrations have not one head but:", *heads]))
        succeed([*FLASK, "db", "upgrade"], env=env, failing="The migrations do not run on an empty database:")
        succeed([*FLASK, "db", "check"], env=env, failing="The models and the migrations differ:")


CHECKS: dict[str, Check] = {
    "format": tool(BIN / "ruff", "format", "--check", "--output-format", "concise", "."),
    "style": tool(BIN / "ruff", "check", "--output-format", "concise", "."),
    "templates": tool(BIN / "djlint", "templates", "--lint", "--quiet"),
    "types": tool(BIN / "mypy"),
    "imports": tool(BIN / "lint-imports"),
    "translations": tool(PYTHON, "-m", "runner.translations", "check"),
    "migrations": migrations,
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
