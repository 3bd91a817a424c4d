"""The QR code on a letter, made by ourselves and carried inside the HTML, so that nothing is fetched for it."""

import io
from base64 import b64encode

import segno
from PIL import Image

DATA = "data:image/png;base64,"

PIXELS = 4
"""Of a module: enough for printers that smooth images."""


def qr_image(url: str) -> str:
    """Write a QR code (medium error correction) as the address of a PNG; the paper around it is its quiet zone."""
    rows = segno.make(url, error="m", micro=False).matrix
    size = len(rows)
    modules = bytes(0 if dark else 255 for row in rows for dark in row)
    image = Image.frombytes("L", (size, size), modules).resize((size * PIXELS, size * PIXELS), Image.Resampling.NEAREST)
    picture = io.BytesIO()
    image.save(picture, format="png")
    return DATA + b64encode(picture.getvalue()).decode("ascii")
