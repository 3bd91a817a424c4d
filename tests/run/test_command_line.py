"""The script itself, as a person at a terminal meets it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words: str, folder: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    command = [sys.executable, str(ROOT / "run"), *words]
    return subprocess.run(command, cwd=folder, env=plain | env, capture_output=True, text=True, check=False)


def test_help_names_every_command(tmp_path: Path) -> None:
    said = run("--help", folder=tmp_path).stdout

    for command in ("setup", "demo", "serve", "worker", "test", "check", "translate", "bench", "screenshots", "lock"):
        assert re.search(rf"^    {command}\s", said, re.MULTILINE)


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_service_without_configuration_says_what_to_do(command: str, tmp_path: Path) -> None:
    done = run(command, folder=tmp_path)

    assert done.returncode == 1
    assert done.stdout.startswith("No instance is configured")
    assert done.stderr == ""


def test_a_mistyped_option_is_refused() -> None:
    assert run("demo", "--prot", "8001").returncode == 2


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_cannot_be_is_refused(port: str) -> None:
    done = run("demo", "--port", port)

    assert done.returncode == 2
    assert "--port" in done.stderr


def test_a_terminal_without_chinese_still_reads_the_sentence() -> None:
    done = run("serve", PYTHONIOENCODING="ascii")

    assert done.returncode == 1
    assert done.stdout.startswith("No instance is configured")


def test_the_gate_runs_the_checks_and_every_test() -> None:
    gate = (ROOT / ".ci" / "run").read_text().splitlines()

    assert "python3 run check || outcome=1" in gate
    assert "python3 run test || outcome=1" in gate
