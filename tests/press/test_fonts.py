"""Fonts: fetched once, named by us, levelled, and an office's own first."""

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from portal.press import font_sources
from portal.press.font_sources import install
from portal.press.fonts import missing_characters


def test_all_faces_have_the_same_heights(fonts: Path) -> None:
    for file in (fonts / "faces").iterdir():
        with TTFont(file, lazy=True) as font:
            em = font["head"].unitsPerEm
            assert font["hhea"].ascent / em == pytest.approx(0.88, abs=0.001)
            assert font["hhea"].descent / em == pytest.approx(-0.12, abs=0.001)
            assert not {"BASE", "VORG", "vhea", "vmtx"} & set(font.keys())
            assert str(font["name"].getDebugName(1)).startswith("Portal ")


def test_characters_are_known_without_opening_a_font(fonts: Path) -> None:
    assert missing_characters("复工 喆㛃𠮷㎡", fonts) == ""
    assert missing_characters("复\U0003fffd工\ue000", fonts) == "\U0003fffd\ue000"


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_sources, "_debian", lambda *_: {})


def test_without_debian_noto_stands_in(offline: None, tmp_path: Path) -> None:
    sentences = list(install(tmp_path))
    assert "Debian's package texlive-lang-chinese cannot be had" in sentences[0]
    assert {file.stem for file in (tmp_path / "faces").iterdir()} == {"PortalSerif", "PortalSans"}
    assert missing_characters("喆㛃𠮷", tmp_path) == "𠮷"
    assert list(install(tmp_path)) == [f"The fonts in {tmp_path} are up to date."]


def test_an_offices_own_faces_are_taken(
    offline: None, tmp_path: Path, fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Noto is made ready in the test above; making it ready twice more would take most of this one's time.
    monkeypatch.setattr(font_sources, "_noto", lambda: ())
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(fonts / "faces" / "PortalFangSong.otf", own / "仿宋_GB2312.otf")
    shutil.copy(fonts / "faces" / "PortalXiaoBiaoSong.otf", own / "FZXiaoBiaoSong-B05S.otf")
    list(install(tmp_path / "fonts", operator=own))
    names = {file.stem for file in (tmp_path / "fonts" / "faces").iterdir()}
    assert names == {"PortalFangSongOwn", "PortalXiaoBiaoSongOwn"}
    (own / "仿宋_GB2312.otf").unlink()
    assert list(install(tmp_path / "fonts", operator=own))[-1].startswith("Installed")
