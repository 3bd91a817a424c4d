"""The demo instance: settings written once, kept apart from those of any other instance."""

import stat
from pathlib import Path

import pytest

from portal.press.certificates import certificate_in
from runner import instance
from runner.console import ROOT, Stop


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own for the settings and the records of the steps."""
    monkeypatch.setattr(instance, "ROOT", tmp_path)
    monkeypatch.setattr(instance, "INSTANCE", tmp_path / "instance")
    monkeypatch.setattr(instance, "DEMO", tmp_path / "instance" / "demo")
    monkeypatch.setattr(instance, "DEMO_ENV", tmp_path / "instance" / "demo.env")
    monkeypatch.setattr(instance, "CERTIFICATE", tmp_path / "instance" / "demo-certificate.p12")
    return tmp_path


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


def test_the_demos_certificate_is_made_once_and_opens_with_the_passphrase_in_the_settings(folder: Path) -> None:
    instance.write_demo_settings()
    instance.write_demo_settings()

    written = dict(
        line.split("=", 1) for line in (folder / "instance" / "demo.env").read_text().splitlines() if "SIGNING" in line
    )
    made = certificate_in(folder / "instance" / "demo-certificate.p12", written["PORTAL_SIGNING_PASSPHRASE"])
    assert made.sample
    assert made.name == "安澜县（演示用证书）"
    assert stat.S_IMODE((folder / "instance" / "demo-certificate.p12").stat().st_mode) == 0o600


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


def test_what_a_step_of_setting_up_depends_on_is_there() -> None:
    steps = (instance.TRANSLATIONS, instance.TABLES, instance.INDEX, instance.COUNTY, instance.fonts({}))
    assert [pattern for step in steps for pattern in step.inputs if not any(ROOT.glob(pattern))] == []
