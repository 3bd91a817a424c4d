"""Each kind's first and last page beside an approved picture: a change of the layout is seen and not only measured.

A page is compared as a coarse grey image: 36 dots an inch, the mean of each block of 8 × 8 dots (5.6 mm, half a line).
From one version of the rasteriser or one hinting of a face to another a mean moves by a few of 255, since the ink of a
block stays the same; text that has moved by 2 mm moves it by 25, by half a line by 80.

Whoever changes the layout on purpose looks at the pictures and approves them anew:

    python3 run test tests/press/test_pictures.py --approve-pictures
"""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from portal.vocabulary import LetterKind

APPROVED = Path(__file__).parent / "pictures"
DOTS = 36
BLOCK = 8
TOLERANCE = 20
"""Of 255."""

GREYS = 16


def pictured(pdf: bytes, folder: Path) -> Image.Image:
    """Return the first and the last page side by side in grey."""
    pdftoppm = shutil.which("pdftoppm")
    assert pdftoppm, "poppler-utils is one of the tests' packages"
    file = folder / "letter.pdf"
    file.write_bytes(pdf)
    subprocess.run([pdftoppm, "-gray", "-r", str(DOTS), file, folder / "page"], check=True)
    pages = [Image.open(page).convert("L") for page in sorted(folder.glob("page-*.pgm"))]
    both = Image.new("L", (pages[0].width * 2, pages[0].height), 255)
    both.paste(pages[0], (0, 0))
    both.paste(pages[-1], (pages[0].width, 0))
    return both


def difference(one: Image.Image, other: Image.Image) -> int:
    """Return by how much the block that differs most differs."""
    size = (one.width // BLOCK, one.height // BLOCK)
    coarse = [picture.resize(size, Image.Resampling.BOX) for picture in (one, other)]
    extrema = ImageChops.difference(*coarse).getextrema()
    return int(extrema[1])  # type: ignore[arg-type]  # of a grey image


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_looks_as_it_was_approved(
    kind: LetterKind, pdf: Callable[[str], bytes], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    now = pictured(pdf(f"{kind}, ordinary"), tmp_path)
    file = APPROVED / f"{kind}.png"
    if request.config.getoption("--approve-pictures", default=False):
        APPROVED.mkdir(exist_ok=True)
        now.quantize(GREYS).save(file, optimize=True)
        return
    approved = Image.open(file).convert("L")
    assert now.size == approved.size
    differing = difference(now, approved)
    now.save(tmp_path / "now.png")
    assert differing <= TOLERANCE, f"{file.name} differs by {differing}; look at {tmp_path / 'now.png'} beside it"


@pytest.mark.parametrize(
    ("first", "last", "by"),
    [pytest.param(205, 214, 7, id="a line by half a line"), pytest.param(205, 330, 3, id="a text by two millimetres")],
)
def test_what_has_moved_is_seen(first: int, last: int, by: int) -> None:
    approved = Image.open(APPROVED / f"{LetterKind.REFERRAL}.png").convert("L")
    part = (0, first, approved.width // 2, last)
    moved = approved.copy()
    moved.paste(255, part)
    moved.paste(approved.crop(part), (0, first + by))
    assert difference(approved, moved) > TOLERANCE


def test_grain_is_not_seen() -> None:
    approved = Image.open(APPROVED / f"{LetterKind.REFERRAL}.png").convert("L")
    shifted = approved.point(lambda grey: min(255, grey + 12))
    encoded = io.BytesIO()
    shifted.save(encoded, "JPEG", quality=60)
    assert difference(approved, Image.open(encoded)) <= TOLERANCE
