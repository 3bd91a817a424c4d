"""The demo instance: settings written once, steps repeated only when what they are made from changed."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from runner import instance
from runner.console import Stop
from runner.instance import Step


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own for the settings and the records of the steps."""
    monkeypatch.setattr(instance, "ROOT", tmp_path)
    monkeypatch.setattr(instance, "INSTANCE", tmp_path / "instance")
    monkeypatch.setattr(instance, "DEMO", tmp_path / "instance" / "demo")
    monkeypatch.setattr(instance, "DEMO_ENV", tmp_path / "instance" / "demo.env")
    return tmp_path


@pytest.fixture
def step(folder: Path) -> Step:
    """A step that copies one file."""
    (folder / "source.po").write_text("one")
    return Step("copy", "Copying", ("cp", folder / "source.po", folder / "made.mo"), ("*.po",), folder / "made.mo")


def test_a_step_is_done_once(folder: Path, step: Step) -> None:
    record = folder / "steps.json"

    assert instance.carry_out([step], record, {})
    assert not instance.carry_out([step], record, {})


def test_a_step_is_done_again_when_its_source_changed(folder: Path, step: Step) -> None:
    instance.carry_out([step], folder / "steps.json", {})
    (folder / "source.po").write_text("two")

    assert instance.carry_out([step], folder / "steps.json", {})
    assert (folder / "made.mo").read_text() == "two"


def test_a_step_is_done_again_when_what_it_made_is_gone(folder: Path, step: Step) -> None:
    instance.carry_out([step], folder / "steps.json", {})
    (folder / "made.mo").unlink()

    assert instance.carry_out([step], folder / "steps.json", {})


def test_what_builds_on_a_changed_step_is_done_again(folder: Path, step: Step) -> None:
    later = Step("later", "Adding", ("touch", folder / "later"), ("nothing*",), folder)
    instance.carry_out([step, later], folder / "steps.json", {})
    (folder / "later").unlink()
    (folder / "source.po").write_text("two")

    instance.carry_out([step, later], folder / "steps.json", {})

    assert (folder / "later").exists()


def test_a_step_that_fails_stops_and_shows_why(folder: Path, step: Step) -> None:
    broken = replace(step, command=("ls", folder / "nowhere"))

    with pytest.raises(Stop, match=r"(?s)Copying.*nowhere"):
        instance.carry_out([broken], folder / "steps.json", {})


def test_a_step_that_failed_is_tried_again(folder: Path, step: Step) -> None:
    with pytest.raises(Stop):
        instance.carry_out([replace(step, command=("false",))], folder / "steps.json", {})

    assert instance.carry_out([step], folder / "steps.json", {})


def test_only_the_owner_reads_the_demos_settings(folder: Path) -> None:
    instance.write_demo_settings()

    assert stat.S_IMODE((folder / "instance" / "demo.env").stat().st_mode) == 0o600


def test_the_secret_key_is_kept_from_one_setup_to_the_next(folder: Path) -> None:
    instance.write_demo_settings()
    first = (folder / "instance" / "demo.env").read_text()
    instance.write_demo_settings()

    assert (folder / "instance" / "demo.env").read_text() == first


def test_a_setting_that_is_new_is_added_to_old_settings(folder: Path) -> None:
    (folder / "instance").mkdir()
    (folder / "instance" / "demo.env").write_text("PORTAL_SECRET_KEY=kept\n")

    instance.write_demo_settings()

    written = (folder / "instance" / "demo.env").read_text()
    assert "PORTAL_SECRET_KEY=kept\n" in written
    assert written.count("SECRET_KEY") == 1
    assert "PORTAL_DEMO=true\n" in written


def test_another_instances_settings_do_not_reach_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql+psycopg://real/data")

    env = instance.demo_environment()

    assert {name for name in env if name.startswith("PORTAL_")} == {"PORTAL_ENV_FILE"}


def test_the_demo_knows_its_address_at_another_port() -> None:
    assert instance.demo_environment(8123)["PORTAL_BASE_URL"] == "http://127.0.0.1:8123"


def test_only_a_named_instance_counts_as_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in instance.os.environ if name.startswith("PORTAL_")]:
        monkeypatch.delenv(name)
    assert not instance.configured()
    with pytest.raises(Stop, match="PORTAL_ENV_FILE"):
        instance.require_configured()

    monkeypatch.setenv("PORTAL_ENV_FILE", "/etc/portal/portal.env")

    assert instance.configured()


def test_the_operators_fonts_are_read_from_the_instances_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "portal.env").write_text(
        "# fonts\nPORTAL_OPERATOR_FONTS_DIR='/srv/fonts'\n\nPORTAL_FONTS_DIR=var/fonts\n"
    )
    monkeypatch.setenv("PORTAL_ENV_FILE", str(folder / "portal.env"))

    command = [str(word) for word in instance.fonts(instance.configured_settings()).command]

    assert command[command.index("--operator-fonts") + 1] == "/srv/fonts"
    assert command[command.index("--into") + 1] == str(folder / "var" / "fonts")


def test_the_environment_has_the_last_word_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "portal.env").write_text("PORTAL_DATA_DIR=/srv/file\n")
    monkeypatch.setenv("PORTAL_ENV_FILE", str(folder / "portal.env"))
    monkeypatch.setenv("PORTAL_DATA_DIR", "/srv/environment")

    assert instance.configured_settings()["PORTAL_DATA_DIR"] == "/srv/environment"


def test_a_step_told_otherwise_is_done_again(folder: Path, step: Step) -> None:
    instance.carry_out([step], folder / "steps.json", {})

    assert instance.carry_out([replace(step, command=("cp", "-f", *step.command[1:]))], folder / "steps.json", {})
