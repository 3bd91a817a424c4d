"""The virtual environment: made once, filled from a lock file with hashes, left alone while the lock is the same."""

import hashlib
import importlib.util
import shutil
import sys
from pathlib import Path

from runner.console import ROOT, Command, Stop, attempt, say, succeed
from runner.packages import Presence

VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
RUNTIME = "runtime"
TEST = "test"
LOCKS = {RUNTIME: ROOT / "requirements" / "runtime.txt", TEST: ROOT / "requirements" / "test.txt"}
INSTALL_FAILED = "The Python packages could not be installed (Python 依赖安装失败):"


def prepare(lock: str) -> None:
    """Make sure that everything in ``lock`` is installed; fetch nothing when it is."""
    if installed(lock):
        return
    uv = working_uv()
    if not usable() or not (uv or has_pip()):
        create(uv)
    say("Installing Python packages (a few minutes the first time)")
    installer: Command = [*uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install"]
    succeed([*installer, "--quiet", "--require-hashes", "-r", LOCKS[lock]], failing=INSTALL_FAILED)
    stamp(lock).write_text(digest(lock), encoding="utf-8")


def needed() -> dict[str, Presence]:
    """Return the system package without which no environment can be made: Debian keeps pip apart from Python."""
    if (usable() and has_pip()) or working_uv():
        return {}
    return {"python3-venv": lambda: importlib.util.find_spec("ensurepip") is not None}


def installed(lock: str) -> bool:
    """Tell whether ``lock`` is installed as it is now; the test tools include the portal's own packages."""
    return usable() and any(
        stamp(name).exists() and stamp(name).read_text(encoding="utf-8") == digest(name) for name in {lock, TEST}
    )


def stamp(lock: str) -> Path:
    """Return the file that remembers which state of ``lock`` is installed; it goes when the environment goes."""
    return VENV / f"installed-{lock}"


def digest(lock: str) -> str:
    """Return the SHA-256 of a lock file."""
    return hashlib.sha256(LOCKS[lock].read_bytes()).hexdigest()


def usable() -> bool:
    """Tell whether the environment has an interpreter, of the version whose packages it holds.

    An upgrade of Debian may take the interpreter away, or put a newer one in its place.
    """
    return PYTHON.exists() and (VENV / "lib" / PYTHON.resolve().name).is_dir()


def has_pip() -> bool:
    """Tell whether the environment has a pip: uv makes one without, and so does a set-up that was broken off."""
    return any(VENV.glob("lib/*/site-packages/pip"))


def working_uv() -> list[str] | None:
    """Return how uv is called if it is there and runs: a version manager may leave a shim that only complains.

    In a home that cannot be written to it goes without its cache.
    """
    uv = shutil.which("uv")
    calls = ([uv], [uv, "--no-cache"]) if uv else ()
    return next((call for call in calls if attempt([*call, "python", "find", sys.executable]).returncode == 0), None)


def create(uv: list[str] | None) -> None:
    """Make an empty environment with this interpreter, in place of one that cannot be used."""
    say("Making the virtual environment")
    command: Command
    if uv:
        command = [*uv, "venv", "--quiet", "--clear", "--no-python-downloads", "--python", sys.executable, VENV]
    else:
        command = [sys.executable, "-m", "venv", "--clear", VENV]
    succeed(command, failing="The virtual environment could not be made (虚拟环境创建失败):")


def lock_again(options: list[str]) -> None:
    """Pin ``pyproject.toml``'s dependencies anew, with hashes and without any download address."""
    uv = working_uv()
    if not uv:
        raise Stop("Pinning needs uv (https://docs.astral.sh/uv/); it is not on the path. (未找到 uv)")
    plain = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-annotate"]
    for name, path in LOCKS.items():
        extra = ["--extra", "test"] if name == TEST else []
        command: Command = [*uv, "pip", "compile", "--quiet", ROOT / "pyproject.toml", *extra, *plain, "--no-header"]
        succeed([*command, *options, "-o", path], failing=f"{path.name} could not be pinned:")
        say(f"Pinned {path.relative_to(ROOT)}")
