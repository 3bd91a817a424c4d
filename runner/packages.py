"""Debian's packages that the portal and its tests stand on: found missing, then installed or asked for."""

import ctypes
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from runner.console import Stop, attempt, say, succeed

Presence = Callable[[], bool]


def library(soname: str) -> Presence:
    """Tell whether the dynamic linker finds ``soname``, exactly as the portal will ask for it."""

    def present() -> bool:
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return present


def program(name: str) -> Presence:
    """Tell whether a program is on the path."""
    return lambda: shutil.which(name) is not None


def file(pattern: str) -> Presence:
    """Tell whether a file that matches ``pattern``, written from the root, exists."""
    return lambda: any(Path("/").glob(pattern.lstrip("/")))


PORTAL: dict[str, Presence] = {
    "libpango-1.0-0": library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": library("libharfbuzz-subset.so.0"),
}
TESTS: dict[str, Presence] = PORTAL | {
    "chromium": file("/usr/bin/chromium"),
    "libatomic1": library("libatomic.so.1"),
    "poppler-utils": program("pdftoppm"),
    "qpdf": program("qpdf"),
    "fonts-noto-cjk": file("/usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc"),
    "postgresql": file("/usr/lib/postgresql/*/bin/initdb"),
}
PATIENT = ("-o", "DPkg::Lock::Timeout=300")  # seconds
# Tests that need these say so and are skipped.
OPTIONAL = frozenset({"postgresql"})


def ensure(wanted: dict[str, Presence]) -> None:
    """Install what is missing of ``wanted``; raise Stop with the one line to type where that is not possible."""
    missing = [name for name, present in wanted.items() if not present()]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing)
    elif OPTIONAL.issuperset(missing):
        say(f"Going on without {', '.join(missing)}. To have it: {command_line(missing)}")
    else:
        raise Stop(
            f"These system packages are missing: {', '.join(missing)}. Install them and run this again "
            f"(缺少系统软件包，请安装后重试):\n    {command_line(missing)}",
        )


def command_line(names: Iterable[str]) -> str:
    """Return what a person types to install ``names``."""
    return f"sudo apt-get install -y --no-install-recommends {' '.join(names)}"


def install(names: list[str]) -> None:
    """Install ``names`` with apt-get; its lists are fetched only when they are too old to do without.

    A new machine brings itself up to date soon after it starts: that is waited for.
    """
    say(f"Installing system packages: {', '.join(names)} (a minute or two)")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if attempt(command, env=env).returncode == 0:
        return
    attempt(["apt-get", "update"], env=env)
    succeed(
        [*command, *PATIENT], env=env, failing=f"apt-get could not install {', '.join(names)} (系统软件包安装失败):"
    )
