"""DOCX, XLSX and OFD are zip packages: judged by their table of contents, without unpacking them."""

import io
import zipfile

from flask_babel import gettext as _

MOST_MEMBERS = 5_000
MOST_BYTES = 200 * 1024 * 1024  # unpacked
MOST_RATIO = 100  # unpacked to packed, of the package as a whole
SMALL = 10 * 1024 * 1024  # below this a high ratio does no harm: an empty sheet packs very well
LOCAL_HEADER = 30  # bytes before the name (APPNOTE.TXT 4.3.7)
ENCRYPTED = 0x1
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an office file with a password, or of the format before 2007
CONTENT_TYPES = "[content_types].xml"
MACRO_SIGNS = ("vbaproject.bin", "vbadata.xml", "/macrosheets/")


class Unfit(Exception):
    """The content is not what its name says; with a ``reason`` it is, but must not come in all the same."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


def check_docx(content: bytes) -> None:
    """Raise Unfit for anything but a text document without macros (ISO/IEC 29500)."""
    _check(content, needs=(CONTENT_TYPES, "word/document.xml"))


def check_xlsx(content: bytes) -> None:
    """Raise Unfit for anything but a workbook without macros (ISO/IEC 29500)."""
    _check(content, needs=(CONTENT_TYPES, "xl/workbook.xml"))


def check_ofd(content: bytes) -> None:
    """Raise Unfit for anything but a layout document (GB/T 33190-2016)."""
    _check(content, needs=("ofd.xml",))


def _check(content: bytes, needs: tuple[str, ...]) -> None:
    if content.startswith(OLE):
        raise Unfit(_("The file has a password or is of an old format. Save it without a password as DOCX or XLSX."))
    if not content.startswith(b"PK\x03\x04"):
        raise Unfit
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise Unfit from None
    names = {member.filename.lower() for member in members}
    if not names.issuperset(needs):
        raise Unfit
    _check_paths(members)
    _check_sizes(members, len(content))
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise Unfit(_("The file has a password. Save it without one and upload it again."))
    if any(name.endswith(MACRO_SIGNS) or "/macrosheets/" in name for name in names):
        raise Unfit(_("The file contains macros. Save it without them and upload it again."))


def _check_paths(members: list[zipfile.ZipInfo]) -> None:
    """Refuse members that would be written outside of their folder if somebody unpacked the package."""
    for member in members:
        name = member.orig_filename
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise Unfit(_("The file is put together in a dangerous way. Export it again and upload it."))


def _check_sizes(members: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse packages that swell when unpacked, also those whose members lie over each other (Fifield 2019)."""
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    swells = unpacked > MOST_BYTES or (unpacked > SMALL and unpacked / packed > MOST_RATIO)
    starts = sorted((member.header_offset, member.compress_size) for member in members)
    ends = [*(start for start, _size in starts[1:]), size]
    overlaps = any(start + LOCAL_HEADER + length > end for (start, length), end in zip(starts, ends, strict=True))
    if swells or overlaps or len(members) > MOST_MEMBERS:
        raise Unfit(_("The file would be far too large when opened. Export it again and upload it."))
