"""The QR code on a letter, drawn by ourselves so that nothing has to be fetched while a letter is laid out."""

from itertools import groupby

import segno
from markupsafe import Markup


def qr_drawing(url: str) -> Markup:
    """Draw a QR code (medium error correction) as one SVG path without its quiet zone: the paper around it is white."""
    code = segno.make(url, error="m", micro=False)
    rows = [_row(y, row) for y, row in enumerate(code.matrix)]
    size = len(rows)
    return Markup('<svg viewBox="0 0 {0} {0}"><path d="{1}"/></svg>').format(size, "".join(rows))


def _row(y: int, modules: bytearray) -> str:
    """Draw each run of dark modules of a row as one rectangle."""
    path, x = "", 0
    for dark, run in groupby(modules):
        length = len(list(run))
        if dark:
            path += f"M{x} {y}h{length}v1h-{length}z"
        x += length
    return path
