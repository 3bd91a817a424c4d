"""Photographs behind a letter: on pages of their own, cleaned, in the limits of the page, and nothing else fetched."""

import io
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFile
from pypdf import PageObject, PdfReader

from portal.press.body import blocks
from portal.press.layout import MOST_PICTURES, Attachment, Picture
from portal.press.pictures import HEIGHT, JPEG_DATA, MOST_DOTS, WIDTH, printable, size_of
from portal.press.refusals import LetterTooLong, PictureUnfit, RenderingFailed
from portal.press.rendering import render_html
from portal.press.worker import render_in_worker
from tests.press.paper import BOTTOM, LEFT, MM, RIGHT, TOP, read
from tests.press.samples import ORDINARY

TURNED, LANDSCAPE = 6, (1600, 1200)
MAKER = "Camera of Somebody"


def picture(size: tuple[int, int], kind: str, mode: str = "RGB", **saved: object) -> bytes:
    encoded = io.BytesIO()
    Image.new(mode, size, (180, 90, 60, 128)[: len(mode)]).save(encoded, kind, **saved)
    return encoded.getvalue()


def taken_by_a_telephone() -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = TURNED, MAKER
    return picture(LANDSCAPE, "JPEG", exif=exif, comment=MAKER.encode())


PHOTOGRAPHS = (
    Picture(taken_by_a_telephone(), "安全生产方面：二号厂房安全出口被原料堵塞，夜班有二十余人作业"),
    Picture(picture((900, 300), "PNG", "RGBA"), "返岗人员台账"),
    Picture(picture((300, 200), "WEBP"), "二号厂房配电箱"),
)


def _images(page: PageObject) -> list[Any]:
    drawn = [each.get_object() for each in page["/Resources"].get("/XObject", {}).values()]
    return [each for each in drawn if each.get("/Filter") == "/DCTDecode"]


def dots(address: str) -> Image.Image:
    return Image.open(io.BytesIO(b64decode(address.removeprefix(JPEG_DATA))))


def test_a_photograph_is_upright_and_bears_nothing_of_its_camera() -> None:
    clean = printable(PHOTOGRAPHS[0].content)
    shown = dots(clean.address)
    assert size_of(PHOTOGRAPHS[0].content) == (1200, 1600)
    assert shown.height > shown.width
    assert not shown.getexif()
    assert MAKER.encode() not in b64decode(clean.address.removeprefix(JPEG_DATA))
    assert not {"comment", "exif", "icc_profile"} & set(shown.info)


@pytest.mark.parametrize(
    ("size", "millimetres"),
    [((3000, 1000), (WIDTH, WIDTH / 3)), ((1000, 3000), (HEIGHT / 3, HEIGHT)), ((96, 48), (25.4, 12.7))],
    ids=["as wide as the text", "as high as is left", "no larger than its dots allow"],
)
def test_a_photograph_fits_the_page(size: tuple[int, int], millimetres: tuple[float, float]) -> None:
    clean = printable(picture(size, "PNG"))
    assert (clean.width, clean.height) == pytest.approx(millimetres, abs=0.01)
    assert dots(clean.address).width <= size[0]


def test_what_shines_through_stands_on_white() -> None:
    red, green, blue = dots(printable(PHOTOGRAPHS[1].content).address).getpixel((5, 5))
    assert (red, green, blue) == pytest.approx((217, 172, 157), abs=4)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xd8\xff no picture", b"<svg/>", picture((9, 9), "GIF"), picture((90, 90), "PNG")[:90]],
    ids=["nothing", "a beginning only", "a drawing", "of another kind", "broken off"],
)
def test_what_is_no_whole_picture_stops_the_printing(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as it is wherever WeasyPrint has been imported
    with pytest.raises(PictureUnfit):
        printable(content)


def test_a_picture_with_more_dots_than_any_camera_has_is_never_opened() -> None:
    bomb = picture((MOST_DOTS // 2_000 + 1, 2_000), "PNG", "1")
    with pytest.raises(PictureUnfit):
        size_of(bomb)


def test_a_letter_has_a_page_for_each_photograph_and_stays_an_archives_file(fonts: Path) -> None:
    same = Attachment("现场照片", blocks("一、照片。"))
    named = (same, same, Attachment("检查项目清单"), Attachment("现场照片", pictures=PHOTOGRAPHS))
    pdf = render_in_worker(replace(ORDINARY, attachments=named), fonts=fonts)
    sheets = read(pdf)
    first = next(sheet for sheet in sheets if sheet.lines[0].text == "附件4")
    assert [sheet.lines[0].text for sheet in sheets[first.number - 3 : first.number - 1]] == ["附件1", "附件2"]
    pages = sheets[first.number - 1 :]
    assert len(pages) == len(PHOTOGRAPHS)
    assert first.lines[1].text == "现场照片"
    assert "附件：1.现场照片" in "".join(sheet.text for sheet in sheets[: first.number - 1])
    for place, (sheet, photograph) in enumerate(zip(pages, PHOTOGRAPHS, strict=True), 1):
        caption = "".join(line.text for line in sheet.lines if line.size == 14)
        assert caption.startswith(f"图{place}{photograph.caption}"), caption
        assert all(glyph.bottom <= BOTTOM + 0.2 for line in sheet.lines for glyph in line.glyphs)
    reader = PdfReader(io.BytesIO(pdf))
    assert MAKER.encode() not in pdf
    drawn = {image.indirect_reference: image for page in reader.pages for image in _images(page)}
    assert len(drawn) == len(PHOTOGRAPHS)
    for photo in drawn.values():
        assert photo["/ColorSpace"] == "/DeviceRGB"
        assert not {"/SMask", "/OPI", "/Alternates"} & set(photo)
        assert str(photo.get("/Interpolate", "False")) == "False"
    assert {"/AF", "/Names"}.isdisjoint(reader.trailer["/Root"])


def test_one_photograph_has_no_number_and_leaves_room_at_the_foot(fonts: Path) -> None:
    named = (Attachment("现场照片", pictures=(Picture(picture((900, 1600), "JPEG"), "二号厂房"),)),)
    last = read(render_in_worker(replace(ORDINARY, attachments=named), fonts=fonts))[-1]
    assert [line.text for line in last.lines[:3]] == ["附件", "现场照片", "二号厂房"]
    assert any(line.text.startswith("抄送：") for line in last.lines)
    assert all(glyph.left > LEFT - 0.2 and glyph.right < RIGHT + 0.2 for line in last.lines for glyph in line.glyphs)
    assert last.lines[0].top > TOP
    assert last.lines[2].top > last.lines[1].bottom + HEIGHT - 1 / MM


def test_more_photographs_than_a_letter_takes_are_refused() -> None:
    many = (Attachment("现场照片", pictures=PHOTOGRAPHS[:1] * (MOST_PICTURES + 1)),)
    with pytest.raises(LetterTooLong):
        render_html(replace(ORDINARY, attachments=many))


def test_a_broken_photograph_leaves_the_press_as_it_was(fonts: Path) -> None:
    broken = (Attachment("现场照片", pictures=(Picture(b"no picture", "照片"),)),)
    with pytest.raises(RenderingFailed):
        render_in_worker(replace(ORDINARY, attachments=broken), fonts=fonts)
    assert render_in_worker(ORDINARY, fonts=fonts)
