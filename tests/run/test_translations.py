"""The catalogues say exactly what the code says, with the same placeholders."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from runner import translations
from runner.translations import faults, read, update

PLACED = "Sent on %(date)s"


def catalogue(**said: str) -> Catalog:
    made = Catalog(locale="zh_Hans_CN")
    for message, translation in said.items():
        made.add(message, translation)
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one catalogue, and code that says "Kept" and "New"."""
    path = tmp_path / "zh_Hans_CN" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Kept"\nmsgstr "保留"\n\nmsgid "Gone"\nmsgstr "不再用"\n', encoding="utf-8")
    monkeypatch.setattr(translations, "CATALOGUES", tmp_path)
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "extracted", lambda: catalogue(Kept="", New=""))
    return path


@pytest.mark.parametrize(
    ("wanted", "there", "fault"),
    [
        (catalogue(Send=""), catalogue(), "missing: Send"),
        (catalogue(Send=""), catalogue(Send=""), "untranslated: Send"),
        (catalogue(), catalogue(Send="发送"), "no longer used: Send"),
        (catalogue(Send=""), catalogue(Send="发送"), None),
    ],
)
def test_a_fault_is_named(wanted: Catalog, there: Catalog, fault: str | None) -> None:
    assert list(faults(wanted, there)) == ([fault] if fault else [])


def test_a_guess_counts_as_a_fault() -> None:
    there = Catalog(locale="zh_Hans_CN")
    there.add("Send", "发送", flags={"fuzzy"})

    assert list(faults(catalogue(Send=""), there)) == ["fuzzy: Send"]


@pytest.mark.parametrize(("said", "faulty"), [("%(date)s发送", False), ("%(day)s发送", True)])
def test_a_translation_has_the_placeholders_of_its_message(said: str, faulty: bool) -> None:
    assert bool(list(faults(catalogue(**{PLACED: ""}), catalogue(**{PLACED: said})))) == faulty


def test_an_update_keeps_translations_takes_new_messages_in_and_lets_old_ones_go(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert update() == 1
    assert {message.id: message.string for message in read(folder, "zh_Hans_CN") if message.id} == {
        "Kept": "保留",
        "New": "",
    }
    assert capsys.readouterr().out.endswith("untranslated: New\n")
    assert folder.with_suffix(".mo").exists()


def test_an_update_of_a_whole_catalogue_has_nothing_to_say(folder: Path) -> None:
    folder.write_text('msgid "Kept"\nmsgstr "保留"\n\nmsgid "New"\nmsgstr "新的"\n', encoding="utf-8")

    assert update() == 0
