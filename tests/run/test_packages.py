"""System packages: found missing, installed by root, asked for by anybody else."""

import os
import subprocess

import pytest

from runner import packages
from runner.console import Stop


def absent() -> bool:
    return False


def present() -> bool:
    return True


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Root's machine on which apt-get always succeeds; the commands that were run."""
    made: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        made.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(packages, "attempt", run)
    monkeypatch.setattr(packages, "succeed", run)
    return made


def test_nothing_is_installed_when_all_is_there(calls: list[list[str]]) -> None:
    packages.ensure({"qpdf": present})

    assert calls == []


def test_root_installs_only_what_is_missing(calls: list[list[str]]) -> None:
    packages.ensure({"qpdf": present, "chromium": absent})

    assert calls == [["apt-get", "install", "-y", "--no-install-recommends", "chromium"]]


def test_the_lists_are_fetched_only_when_an_installation_fails(
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, 100, "", "Unable to locate package")

    monkeypatch.setattr(packages, "attempt", refuse)

    packages.ensure({"chromium": absent})

    assert [command[1] for command in calls] == ["install", "update", "install"]
    assert "DPkg::Lock::Timeout=300" in calls[2]


def test_who_is_not_root_gets_the_one_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(Stop, match=r"sudo apt-get install -y --no-install-recommends libpango-1\.0-0 chromium"):
        packages.ensure({"libpango-1.0-0": absent, "chromium": absent})


def test_tests_go_on_without_postgresql_and_say_so(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    packages.ensure({"postgresql": absent})

    assert "Going on without postgresql" in capsys.readouterr().out


def test_a_library_is_looked_for_as_the_portal_will_load_it() -> None:
    assert packages.library("libc.so.6")()
    assert not packages.library("libportal-of-nowhere.so.0")()


def test_a_file_is_found_by_its_pattern() -> None:
    assert packages.file("/bin/s*")()
    assert not packages.file("/nowhere/*")()
