"""The page for operators names every setting, and no other."""

import re
from pathlib import Path

from portal.settings import PREFIX, Settings

PAGE = Path(__file__).parents[2] / "docs" / "deploying.md"


def test_the_page_for_operators_names_exactly_the_settings_there_are() -> None:
    described = set(re.findall(rf"^\| `{PREFIX}([A-Z_]+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))

    assert described == {name.upper() for name in Settings.model_fields}


def test_the_page_for_operators_gives_the_defaults_there_are() -> None:
    rows = re.findall(rf"^\| `{PREFIX}([A-Z_]+)` \| `?(\d+)`? \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(rows) > 10
    for name, default in rows:
        assert Settings.model_fields[name.lower()].default in {default, int(default)}, name
