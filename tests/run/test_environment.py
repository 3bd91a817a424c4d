"""The virtual environment is filled from the lock once, and again only when the lock changes."""

import re
from pathlib import Path

import pytest

from runner import environment
from runner.console import Command
from runner.environment import RUNTIME, TEST

REQUIREMENTS = Path(__file__).parents[2] / "requirements"


@pytest.fixture
def installs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Command]:
    """An empty environment with two small locks; the installations that were made."""
    made: list[Command] = []

    def succeed(command: Command, **_: object) -> str:
        made.append(command)
        return ""

    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    interpreter = tmp_path / "python3.11"
    interpreter.touch()
    (venv / "bin" / "python").symlink_to(interpreter)
    (venv / "lib" / "python3.11" / "site-packages" / "pip").mkdir(parents=True)
    locks = {name: tmp_path / f"{name}.txt" for name in (RUNTIME, TEST)}
    for path in locks.values():
        path.write_text("flask==3.1.3")
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(environment, "LOCKS", locks)
    monkeypatch.setattr(environment, "succeed", succeed)
    return made


def test_the_same_lock_is_installed_once(installs: list[Command]) -> None:
    environment.prepare(RUNTIME)
    environment.prepare(RUNTIME)

    assert len(installs) == 1
    assert "--require-hashes" in installs[0]


def test_a_changed_lock_is_installed_again(installs: list[Command]) -> None:
    environment.prepare(RUNTIME)
    environment.LOCKS[RUNTIME].write_text("flask==3.1.4")
    environment.prepare(RUNTIME)

    assert len(installs) == 2


def test_the_test_tools_include_what_the_portal_needs(installs: list[Command]) -> None:
    environment.prepare(TEST)
    environment.prepare(RUNTIME)

    assert len(installs) == 1


def test_the_portal_alone_does_not_count_as_the_test_tools(installs: list[Command]) -> None:
    environment.prepare(RUNTIME)
    environment.prepare(TEST)

    assert len(installs) == 2


def test_without_uv_the_environments_own_pip_installs(
    installs: list[Command],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")

    environment.prepare(RUNTIME)

    assert list(installs[0][1:4]) == ["-m", "pip", "install"]


def test_an_environment_without_pip_is_made_anew_where_there_is_no_uv(
    installs: list[Command], monkeypatch: pytest.MonkeyPatch
) -> None:
    (environment.VENV / "lib" / "python3.11" / "site-packages" / "pip").rmdir()
    monkeypatch.setenv("PATH", "")

    assert list(environment.needed()) == ["python3-venv"]
    environment.prepare(RUNTIME)

    assert "--clear" in installs[0]


def test_uv_goes_without_its_cache_where_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uv = tmp_path / "uv"
    uv.write_text('#!/bin/sh\ntest "$1" = --no-cache\n')
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert environment.working_uv() == [str(uv), "--no-cache"]


def test_an_environment_whose_interpreter_is_gone_is_made_anew(installs: list[Command]) -> None:
    environment.prepare(RUNTIME)
    environment.PYTHON.resolve().unlink()

    environment.prepare(RUNTIME)

    assert "--clear" in installs[1]
    assert len(installs) == 3


def test_an_environment_of_another_python_is_made_anew(installs: list[Command]) -> None:
    (environment.VENV / "lib" / "python3.11").rename(environment.VENV / "lib" / "python3.10")

    environment.prepare(RUNTIME)

    assert "--clear" in installs[0]


def test_pips_package_is_needed_only_to_make_an_environment(
    installs: list[Command],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert installs == []
    assert environment.needed() == {}
    environment.PYTHON.unlink()
    assert environment.working_uv() is None or environment.needed() == {}

    monkeypatch.setenv("PATH", "")

    assert list(environment.needed()) == ["python3-venv"]


@pytest.mark.parametrize("name", ["runtime.txt", "test.txt"])
def test_a_lock_pins_hashes_and_names_no_place(name: str) -> None:
    text = (REQUIREMENTS / name).read_text()
    pinned = re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==\S+", text, re.MULTILINE)

    assert len(pinned) > 30
    assert "://" not in text
    assert all(
        f"{entry.split(' ')[0]}" in text and "--hash=sha256:" in text.split(entry, 1)[1][:400] for entry in pinned
    )
