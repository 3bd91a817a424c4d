"""What a file is, whatever it is called."""

import struct

import pytest

from portal.attachments.content import judge
from portal.attachments.packages import OLE
from portal.errors import RuleBroken
from tests.attachments.files import (
    DOCX_MEMBERS,
    EXECUTABLE,
    JPEG,
    OFD_MEMBERS,
    PDF,
    PNG,
    WEBP,
    XLSX_MEMBERS,
    package,
)


@pytest.mark.parametrize(
    ("name", "content", "label"),
    [
        ("合同.pdf", PDF, "PDF"),
        ("合同.PDF", b"\xef\xbb\xbf" + PDF, "PDF"),
        ("厂房.jpg", JPEG, "JPG"),
        ("厂房.jpeg", JPEG, "JPG"),
        ("厂房.png", PNG, "PNG"),
        ("厂房.webp", WEBP, "WebP"),
        ("申请.docx", package(DOCX_MEMBERS), "DOCX"),
        ("名单.xlsx", package(XLSX_MEMBERS), "XLSX"),
        ("批复.ofd", package(OFD_MEMBERS), "OFD"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_is_known_by_its_content(name: str, content: bytes, label: str) -> None:
    assert judge(name, content).label == label


def test_a_photograph_with_the_wrong_ending_is_taken_as_what_it_is() -> None:
    assert judge("厂房.jpg", PNG).media_type == "image/png"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.pdf", EXECUTABLE),
        ("setup.pdf", EXECUTABLE + PDF),
        ("page.pdf", b"<html><script>alert(1)</script>"),
        ("page.png", b"<svg onload=alert(1)>"),
        ("名单.docx", package(XLSX_MEMBERS)),
        ("名单.xlsx", b"PK\x03\x04 and nothing more"),
        ("名单.xlsx", package({"a.txt": b"a"})),
        ("cut.docx", package(DOCX_MEMBERS)[:-30]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_content_that_is_not_what_the_name_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(RuleBroken, match="is not"):
        judge(name, content)


@pytest.mark.parametrize("name", ["setup.exe", "page.html", "drawing.svg", "no-ending", "old.doc", ""])
def test_other_kinds_are_refused_with_the_list_of_what_is_possible(name: str) -> None:
    with pytest.raises(RuleBroken, match="PDF、JPG、PNG、WebP、DOCX、XLSX、OFD"):
        judge(name, PDF)


@pytest.mark.parametrize("name", ["IMG_0012.HEIC", "IMG_0012.jpg"])
def test_a_photograph_of_an_iphone_is_asked_for_as_jpg(name: str) -> None:
    with pytest.raises(RuleBroken, match="Save it as JPG"):
        judge(name, b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")


def test_an_empty_file_is_said_to_be_empty() -> None:
    with pytest.raises(RuleBroken, match="empty"):
        judge("合同.pdf", b"")


@pytest.mark.parametrize("member", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml"])
def test_macros_are_refused(member: str) -> None:
    with pytest.raises(RuleBroken, match="macros"):
        judge("申请.docx", package(DOCX_MEMBERS | {member: b"x"}))


def test_old_style_macro_sheets_are_refused() -> None:
    with pytest.raises(RuleBroken, match="macros"):
        judge("名单.xlsx", package(XLSX_MEMBERS | {"xl/macrosheets/sheet1.xml": b"x"}))


def test_a_bomb_is_refused_without_unpacking_it() -> None:
    with pytest.raises(RuleBroken, match="far too large"):
        judge("申请.docx", package(DOCX_MEMBERS | {"word/media/a.bin": bytes(30 * 1024 * 1024)}))


def test_a_small_document_that_packs_very_well_is_taken() -> None:
    assert judge("名单.xlsx", package(XLSX_MEMBERS | {"xl/sheet.xml": b" " * 5_000_000})).label == "XLSX"


def test_too_many_members_are_refused() -> None:
    with pytest.raises(RuleBroken, match="far too large"):
        judge("申请.docx", package(DOCX_MEMBERS | {f"word/{n}": b"" for n in range(5_001)}))


def test_members_that_lie_over_each_other_are_refused() -> None:
    content = bytearray(package(DOCX_MEMBERS))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[second + 42 : second + 46] = struct.pack("<L", 4)  # the second member now begins inside the first
    with pytest.raises(RuleBroken, match="far too large"):
        judge("申请.docx", bytes(content))


@pytest.mark.parametrize("member", ["../../etc/passwd", "/etc/passwd", "word/..\\..\\a", "C:/a"])
def test_members_that_leave_their_folder_are_refused(member: str) -> None:
    with pytest.raises(RuleBroken, match="dangerous"):
        judge("申请.docx", package(DOCX_MEMBERS | {member: b"x"}))


def test_an_encrypted_package_is_refused() -> None:
    content = bytearray(package(DOCX_MEMBERS))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(RuleBroken, match="password"):
        judge("申请.docx", bytes(content))


def test_an_office_file_with_a_password_is_named_as_such() -> None:
    with pytest.raises(RuleBroken, match="password"):
        judge("申请.docx", OLE + bytes(512))
