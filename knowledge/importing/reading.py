"""Telling what a file is by its bytes, and handing it to its reader."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath
from typing import Final

from knowledge.importing.drafts import Draft, Line
from knowledge.importing.hypertext import read_html
from knowledge.importing.outline import outline
from knowledge.importing.pages import read_pdf
from knowledge.importing.plain import read_markdown, read_text
from knowledge.importing.refusals import MOST_BYTES, MOST_LINES, ImportRefusedError, Refusal
from knowledge.importing.word import read_docx

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
# Control characters and lone surrogates, which PDF and damaged text yield and no database takes.
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TEXT_READERS: Final[dict[str, Callable[[bytes], tuple[str, list[Line]]]]] = {
    ".html": read_html,
    ".htm": read_html,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
}


def read_draft(name: str, content: bytes) -> Draft:
    """Return the draft of a file; ImportRefusedError with its reason for every file that yields none."""
    if len(content) > MOST_BYTES:
        raise ImportRefusedError(Refusal.TOO_LARGE)
    if not content.strip():
        raise ImportRefusedError(Refusal.EMPTY)
    title, lines = _reader(name, content)(content)
    if len(lines) > MOST_LINES:
        raise ImportRefusedError(Refusal.TOO_LONG)
    written = [line._replace(text=_UNWRITABLE.sub("", line.text)) for line in lines]
    return outline(written, _UNWRITABLE.sub("", title))


def _reader(name: str, content: bytes) -> Callable[[bytes], tuple[str, list[Line]]]:
    if content.startswith(_OLE):
        raise ImportRefusedError(Refusal.PASSWORD if _ENCRYPTED_PACKAGE in content else Refusal.OLD_WORD)
    if content.startswith(b"%PDF-"):
        return read_pdf
    if content.startswith(b"PK"):
        if not zipfile.is_zipfile(BytesIO(content)):
            raise ImportRefusedError(Refusal.UNREADABLE)
        return read_docx
    reader = _TEXT_READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise ImportRefusedError(Refusal.UNKNOWN_FORMAT)
    return reader
