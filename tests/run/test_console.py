"""What set-up says when another program fails it."""

import sys

import pytest

from runner.console import Stop, cause_of, succeed


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("sqlite3.OperationalError: database or disk is full", "The disk is full."),
        ("failed to create directory: Read-only file system (os error 30)", "cannot be written to"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 814", "Another program"),
        ("PermissionError: [Errno 13] Permission denied: '/srv/portal/app/.venv'", "belongs to another user"),
        ("tcp connect error: Connection refused (os error 111)", "cannot be reached"),
        ("Temporary failure resolving 'packages.example'", "cannot be reached"),
        ("No matching distribution; Could not find a version (from versions: none)", "cannot be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not what is pinned"),
    ],
)
def test_a_fault_of_the_machine_is_named(printed: str, said: str) -> None:
    assert said in cause_of(printed)


def test_of_any_other_fault_no_cause_is_guessed() -> None:
    assert cause_of("KeyError: 'a'") == ""


def test_a_failure_begins_with_its_cause_and_ends_with_what_was_printed() -> None:
    command = (sys.executable, "-c", "raise SystemExit('No space left on device')")

    with pytest.raises(Stop) as stopped:
        succeed(command, failing="The fonts could not be installed:")

    assert str(stopped.value).splitlines() == [
        "The disk is full. (磁盘已满)",
        "The fonts could not be installed:",
        "    No space left on device",
    ]
