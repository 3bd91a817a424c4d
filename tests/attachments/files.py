"""Files for tests, made in memory, each as small as it can be."""

import io
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(24)
EXECUTABLE = b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00"
DOCX_MEMBERS = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>", "word/document.xml": b"<w/>"}
XLSX_MEMBERS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
OFD_MEMBERS = {"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<ofd:Document/>"}


def package(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@dataclass
class Sent:
    """An upload as the portal receives it."""

    filename: str
    stream: BinaryIO


def sent(name: str, content: bytes) -> Sent:
    return Sent(name, io.BytesIO(content))
