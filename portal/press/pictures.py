"""Photographs behind a letter: opened within limits, stripped of what a camera wrote into them, and made to fit a page.

What reaches the page is a new JPEG of nothing but dots in sRGB, upright and without transparency: no place, no time, no
name of a device, and nothing that PDF/A (ISO 19005-2) forbids.
"""

import io
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from portal.press.refusals import PictureUnfit

JPEG_DATA = "data:image/jpeg;base64,"
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_DOTS = 60_000_000
"""Of a picture: what a bomb would have more of, and no camera of a telephone has."""

WIDTH, HEIGHT = 156.0, 140.0
"""Millimetres that a picture may take: the type area's width, and what title, caption and 抄送 leave of its height."""

PER_INCH, FEWEST_PER_INCH = 200, 96
MILLIMETRES = 25.4
QUALITY = 85


@dataclass(frozen=True)
class Printable:
    """A picture as it is printed: the address of its bytes, and its size in millimetres."""

    address: str
    width: float
    height: float


def size_of(content: bytes) -> tuple[int, int]:
    """Return the dots of a picture, upright, from its first bytes; raise PictureUnfit where it cannot be printed."""
    with _opened(content) as picture:
        width, height = picture.size
        turned = picture.getexif().get(0x0112, 1) >= 5  # noqa: PLR2004  EXIF: 5 to 8 lie on their side
    return (height, width) if turned else (width, height)


def printable(content: bytes) -> Printable:
    """Return a picture cleaned and no finer than paper shows; raise PictureUnfit where it cannot be printed."""
    scale = PER_INCH / MILLIMETRES
    try:
        with _whole_or_not_at_all(), _opened(content) as picture:
            picture.draft("RGB", (int(WIDTH * scale), int(WIDTH * scale)))
            clean = _on_paper(_in_srgb(ImageOps.exif_transpose(picture)))
    except (OSError, ValueError, SyntaxError) as error:
        raise PictureUnfit(str(error)) from error
    width, height = _millimetres(*clean.size)
    clean.thumbnail((round(width * scale), round(height * scale)), Image.Resampling.LANCZOS)
    encoded = io.BytesIO()
    clean.save(encoded, "JPEG", quality=QUALITY)
    return Printable(JPEG_DATA + b64encode(encoded.getvalue()).decode("ascii"), width, height)


@contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    """Let a picture that breaks off fail: WeasyPrint has Pillow show what there is of it, in the whole process."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _opened(content: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureUnfit(str(error)) from error
    if not 0 < picture.width * picture.height <= MOST_DOTS:
        raise PictureUnfit(f"{picture.width} × {picture.height} dots")
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return a picture in the colours that the PDF declares; one whose own profile is broken is taken as sRGB."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        with suppress(ImageCms.PyCMSError, OSError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return found or picture
    return picture


def _on_paper(picture: Image.Image) -> Image.Image:
    """Return the dots alone, on white where the picture is transparent."""
    paper = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        paper.paste(seen, mask=seen.getchannel("A"))
    else:
        paper.paste(picture.convert("RGB"))
    return paper


def _millimetres(width: int, height: int) -> tuple[float, float]:
    """Return the size on paper: as large as fits, but not so large that single dots are seen."""
    scale = min(WIDTH / width, HEIGHT / height, MILLIMETRES / FEWEST_PER_INCH)
    return round(width * scale, 2), round(height * scale, 2)
