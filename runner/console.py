"""Speaking to the person at the terminal, and running other programs for them."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES_OF_A_FAILURE = 30

Command = Sequence[str | Path]


class Stop(Exception):
    """The run ends here; the message is what the person needs to know, with what to do next."""


def say(text: str) -> None:
    """Print one calm line at once, also where the terminal cannot show Chinese."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def succeed(command: Command, *, failing: str, env: Mapping[str, str] | None = None) -> str:
    """Run ``command`` quietly from the project's root and return what it printed.

    Raises Stop with the sentence ``failing`` and the end of the output when it does not succeed.
    """
    done = attempt(command, env=env)
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()[-LINES_OF_A_FAILURE:]
        raise Stop("\n".join([failing, *(f"    {line}" for line in said)]))
    return done.stdout


def attempt(command: Command, *, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``command`` quietly from the project's root, whatever its outcome; a missing program is outcome 127."""
    try:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=env,
            text=True,
            errors="replace",
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", f"{error.filename}: {error.strerror}")


def replace(command: Command, env: Mapping[str, str]) -> None:
    """Become ``command``, so that signals and the exit code are its own."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(command[0], [str(word) for word in command], dict(env))
