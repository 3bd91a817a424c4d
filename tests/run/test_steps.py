"""Steps of set-up are repeated only when what they are made from changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from runner import steps
from runner.console import Stop
from runner.steps import Step, carry_out


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own for the files and the record of the steps."""
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def step(folder: Path) -> Step:
    """A step that copies one file."""
    (folder / "source.po").write_text("one")
    return Step("copy", "Copying", ("cp", folder / "source.po", folder / "made.mo"), ("*.po",), folder / "made.mo")


def test_a_step_is_done_once(folder: Path, step: Step) -> None:
    record = folder / "steps.json"

    assert carry_out([step], record, {})
    assert not carry_out([step], record, {})


def test_a_step_is_done_again_when_its_source_changed(folder: Path, step: Step) -> None:
    carry_out([step], folder / "steps.json", {})
    (folder / "source.po").write_text("two")

    assert carry_out([step], folder / "steps.json", {})
    assert (folder / "made.mo").read_text() == "two"


def test_a_step_is_done_again_when_what_it_made_is_gone(folder: Path, step: Step) -> None:
    carry_out([step], folder / "steps.json", {})
    (folder / "made.mo").unlink()

    assert carry_out([step], folder / "steps.json", {})


def test_what_builds_on_a_changed_step_is_done_again(folder: Path, step: Step) -> None:
    later = Step("later", "Adding", ("touch", folder / "later"), ("nothing*",), folder)
    carry_out([step, later], folder / "steps.json", {})
    (folder / "later").unlink()
    (folder / "source.po").write_text("two")

    carry_out([step, later], folder / "steps.json", {})

    assert (folder / "later").exists()


def test_a_step_that_fails_stops_and_shows_why(folder: Path, step: Step) -> None:
    broken = replace(step, command=("ls", folder / "nowhere"))

    with pytest.raises(Stop, match=r"(?s)Copying.*nowhere"):
        carry_out([broken], folder / "steps.json", {})


def test_a_step_that_failed_is_tried_again(folder: Path, step: Step) -> None:
    with pytest.raises(Stop):
        carry_out([replace(step, command=("false",))], folder / "steps.json", {})

    assert carry_out([step], folder / "steps.json", {})


def test_a_step_told_otherwise_is_done_again(folder: Path, step: Step) -> None:
    carry_out([step], folder / "steps.json", {})

    assert carry_out([replace(step, command=("cp", "-f", *step.command[1:]))], folder / "steps.json", {})


def test_a_run_that_broke_off_is_taken_up_where_it_stopped(folder: Path, step: Step) -> None:
    later = Step("later", "Adding", ("touch", folder / "later"), ("nothing*",), folder)
    carry_out([step, later], folder / "steps.json", {})
    (folder / "later").unlink()
    (folder / "source.po").write_text("two")
    with pytest.raises(Stop):
        carry_out([step, replace(later, command=("false",))], folder / "steps.json", {})

    carry_out([step, later], folder / "steps.json", {})

    assert (folder / "later").exists()
