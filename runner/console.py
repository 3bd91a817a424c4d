"""Speaking to the person at the terminal, and running other programs for them."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES_OF_A_FAILURE = 30
# What the programs that set-up runs print when it is the machine that fails them, and what to say of it.
CAUSES = {
    r"No space left on device|disk is full": "The disk is full. (磁盘已满)",
    r"Read-only file system|readonly database": "The disk cannot be written to. (磁盘只读，无法写入)",
    r"Could not get lock|Unable to acquire the dpkg": (
        "Another program is installing packages; run this again when it is done. (另有程序正在安装软件包，请稍后重试)"
    ),
    r"Permission denied|Operation not permitted": (
        "Something in the way belongs to another user; run this as its owner. (权限不足，请用文件所有者的账号运行)"
    ),
    r"Temporary failure (in name resolution|resolving)|Could not resolve|dns error|Network is unreachable"
    r"|Connection refused|Failed to establish a new connection|[Tt]imed out|Unable to connect|error sending request"
    r"|from versions: none": "The network or the package registry cannot be reached. (无法连接网络或软件源)",
    r"THESE PACKAGES DO NOT MATCH THE HASHES|[Hh]ash mismatch": (
        "What the registry sent is not what is pinned; nothing of it was installed. (下载内容与锁定的摘要不符，未安装)"
    ),
}

Command = Sequence[str | Path]


class Stop(Exception):
    """The run ends here; the message is what the person needs to know, with what to do next."""


def say(text: str) -> None:
    """Print one calm line at once, also where the terminal cannot show Chinese."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def succeed(command: Command, *, failing: str, env: Mapping[str, str] | None = None) -> str:
    """Run ``command`` quietly from the project's root and return what it printed.

    Raises Stop with the cause where it is known, the sentence ``failing`` and the end of the output when it does not
    succeed.
    """
    done = attempt(command, env=env)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        lines = [cause_of(said), failing, *(f"    {line}" for line in said.splitlines()[-LINES_OF_A_FAILURE:])]
        raise Stop("\n".join(filter(None, lines)))
    return done.stdout


def cause_of(said: str) -> str:
    """Return the sentence for what failed a program, from what it printed; empty where that is not known."""
    return next((cause for sign, cause in CAUSES.items() if re.search(sign, said)), "")


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
