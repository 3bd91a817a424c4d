"""Which files are taken: known by their first bytes and, for packages, by what is inside; never by their name alone."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.attachments import packages
from portal.attachments.packages import Unfit
from portal.errors import RuleBroken


@dataclass(frozen=True)
class Kind:
    """A kind of file. ``check`` raises :class:`Unfit` for content that is not of this kind or must not come in."""

    label: str
    media_type: str
    extension: str
    check: Callable[[bytes], None]
    picture: bool = False


def _begins(*signs: bytes, at: int = 0) -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        if not any(content[at : at + len(sign)] == sign for sign in signs):
            raise Unfit

    return check


def _check_pdf(content: bytes) -> None:
    # ISO 32000-2, 7.5.2: the header comes first; a byte order mark or white space before it is common and harmless.
    if not content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        raise Unfit


def _check_webp(content: bytes) -> None:
    _begins(b"RIFF")(content)
    _begins(b"WEBP", at=8)(content)


OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = Kind("PDF", "application/pdf", ".pdf", _check_pdf)
JPEG = Kind("JPG", "image/jpeg", ".jpg", _begins(b"\xff\xd8\xff"), picture=True)
PNG = Kind("PNG", "image/png", ".png", _begins(b"\x89PNG\r\n\x1a\n"), picture=True)
WEBP = Kind("WebP", "image/webp", ".webp", _check_webp, picture=True)
DOCX = Kind("DOCX", f"{OFFICE}wordprocessingml.document", ".docx", packages.check_docx)
XLSX = Kind("XLSX", f"{OFFICE}spreadsheetml.sheet", ".xlsx", packages.check_xlsx)
OFD = Kind("OFD", "application/ofd", ".ofd", packages.check_ofd)  # GB/T 33190-2016
KINDS = (PDF, JPEG, PNG, WEBP, DOCX, XLSX, OFD)
PICTURES = tuple(kind for kind in KINDS if kind.picture)
BY_EXTENSION = {kind.extension: kind for kind in KINDS} | {".jpeg": JPEG}
ACCEPT = ",".join(BY_EXTENSION)
# Photographs as iPhones store them (ISO/IEC 23008-12); most of those who handle cases cannot open them.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
SHOWN_IN_BROWSER = frozenset({kind.media_type for kind in PICTURES} | {PDF.media_type})


def _is_heic(name: str, content: bytes) -> bool:
    return name.lower().endswith((".heic", ".heif")) or (content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS)


def judge(name: str, content: bytes) -> Kind:
    """Return what kind of file this is.

    A photograph whose name says JPG and which is a PNG is taken as what it is: nobody can mend that on a telephone.
    Raises RuleBroken, in words for the person who chose the file, where it cannot be taken.
    """
    if _is_heic(name, content):
        raise RuleBroken(_("This is a photograph in HEIC. Save it as JPG, or send a screenshot of it."))
    claimed = BY_EXTENSION.get("." + name.lower().rpartition(".")[2])
    if claimed is None:
        labels = "、".join(kind.label for kind in KINDS)
        raise RuleBroken(_("Files of this kind cannot be uploaded. Possible are %(kinds)s.", kinds=labels))
    if not content:
        raise RuleBroken(_("The file is empty. Choose it again."))
    for kind in (claimed, *(PICTURES if claimed.picture else ())):
        try:
            kind.check(content)
        except Unfit as unfit:
            if unfit.reason:
                raise RuleBroken(unfit.reason) from None
        else:
            return kind
    raise RuleBroken(_("The content of this file is not %(kind)s. Export it again and upload it.", kind=claimed.label))
