"""The portal's own fonts for printed letters, and which characters they can print.

`python -m portal.press.fonts install --into DIR` fills a folder with faces under names of our own and the fonts.conf
that makes Fontconfig see these faces and no others, so that a letter looks the same on every machine. The faces that
GB/T 9704 names (仿宋, 楷体, 黑体, 小标宋, 宋体) are Fandol's from Debian (GPL with font exception); what they lack
comes from AR PL UKai, BabelStone Han (Arphic Public License) and Noto SC (OFL).
"""

import argparse
import os
import sys
from functools import cache
from pathlib import Path

from portal.press.font_sources import install
from portal.press.refusals import FontsMissing


def environment(folder: Path) -> dict[str, str]:
    """Return the variable with which a process is started that shall know only the portal's fonts."""
    return {"FONTCONFIG_FILE": str(_installed(folder.resolve(), "fonts.conf"))}


def use(folder: Path) -> None:
    """Choose the fonts for this process. Raises FontsMissing if WeasyPrint was imported with others."""
    chosen = environment(folder)
    if "weasyprint" in sys.modules and not chosen.items() <= os.environ.items():
        raise FontsMissing("WeasyPrint was imported before its fonts were chosen.")
    os.environ.update(chosen)


def missing_characters(text: str, folder: Path) -> str:
    """Name the characters of a text that no installed face can draw, each once, in order of appearance.

    Pango falls back to any face that it knows, so a character is missing exactly when it is in no face.
    """
    drawable = _drawable(folder)
    return "".join(dict.fromkeys(char for char in text if not char.isspace() and ord(char) not in drawable))


@cache
def _drawable(folder: Path) -> frozenset[int]:
    """Read the code points of all faces, written as ranges when the fonts were installed."""
    ranges = _installed(folder, "characters.txt").read_text(encoding="ascii").split()
    return frozenset(
        point
        for first, last in (entry.split("-") for entry in ranges)
        for point in range(int(first, 16), int(last, 16) + 1)
    )


def _installed(folder: Path, name: str) -> Path:
    file = folder / name
    if not file.is_file():
        raise FontsMissing(f"No fonts in {folder}: run python -m portal.press.fonts install --into {folder}")
    return file


def main() -> int:
    """Install the fonts, or say why not."""
    parser = argparse.ArgumentParser(prog="portal.press.fonts", description="Fonts for printed letters.")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("install", help="fetch the free faces once and prepare them")
    command.add_argument("--into", type=Path, required=True, metavar="DIR")
    command.add_argument("--operator-fonts", type=Path, metavar="DIR", help="the office's licensed faces; these win")
    command.add_argument("--again", action="store_true", help="install anew even if nothing changed")
    arguments = parser.parse_args()
    for sentence in install(arguments.into, operator=arguments.operator_fonts, again=arguments.again):
        sys.stdout.write(f"{sentence}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
