"""Faces made alike, so that a line is as high with a fallback character as without."""

import io
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

ASCENT, DESCENT = 0.88, 0.12
"""Of the em, as in the ideographic em box of Adobe's and Noto's CJK faces."""

VERTICAL = ("BASE", "VORG", "vhea", "vmtx", "DSIG")
"""Tables from which Pango would take other heights, and the signature that a change breaks."""

PRINTABLE = frozenset("LMNPSZ")
"""General categories with a glyph: letters, marks, numbers, punctuation, symbols, spaces; no private use."""


def prepare(source: bytes, family: str, folder: Path) -> set[int]:
    """Write a face under a family name of ours with the common heights; return the code points that it draws."""
    font = TTFont(io.BytesIO(source), fontNumber=0, recalcTimestamp=False, recalcBBoxes=False)
    _level(font)
    _name(font, family)
    suffix = "otf" if "CFF " in font else "ttf"
    font.save(folder / f"{family.replace(' ', '')}.{suffix}")
    return {point for point in font.getBestCmap() if unicodedata.category(chr(point))[0] in PRINTABLE}


def _level(font: TTFont) -> None:
    em = font["head"].unitsPerEm
    up, down = round(ASCENT * em), round(DESCENT * em)
    horizontal, os2 = font["hhea"], font["OS/2"]
    horizontal.ascent, horizontal.descent, horizontal.lineGap = up, -down, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = up, -down, 0
    os2.usWinAscent, os2.usWinDescent = up, down
    for tag in VERTICAL:
        if tag in font:
            del font[tag]


def _name(font: TTFont, family: str) -> None:
    """Give the face our name and the regular style; the makers' copyright and licence entries stay."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in {0, 5, 7, 8, 9, 10, 13, 14}]
    for number, text in ((1, family), (2, "Regular"), (3, family), (4, family), (6, family.replace(" ", ""))):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0
