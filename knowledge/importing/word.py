"""DOCX, after a look at the package: macros, bombs and outside references are refused before anything is parsed."""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Any, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from knowledge.importing.drafts import Line
from knowledge.importing.refusals import MOST_MEMBERS, MOST_UNPACKED_BYTES, ImportRefusedError, Refusal
from knowledge.importing.word_notes import WordNotes
from knowledge.importing.word_numbers import WordNumbers
from knowledge.importing.word_text import Counted, lines_of

_OUTSIDE: Final = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode=\"External\")(?=[^>]*/(?:attachedTemplate|oleObject|frame)\")"
)


def read_docx(content: bytes) -> tuple[str, list[Line]]:
    """Read paragraphs with their printed numbers, and table rows, in their order; the title is left to the outline."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        _inspect(package)
    try:
        document = docx.Document(BytesIO(content))
        parts = {
            relation.reltype: relation.target_part
            for relation in document.part.rels.values()
            if not relation.is_external
        }
        numbers = WordNumbers(_root(parts.get(RELATIONSHIP_TYPE.NUMBERING)), _root(parts.get(RELATIONSHIP_TYPE.STYLES)))
        notes = WordNotes(_blob(parts.get(RELATIONSHIP_TYPE.FOOTNOTES)), _blob(parts.get(RELATIONSHIP_TYPE.ENDNOTES)))
        return "", list(lines_of(document.element.body, Counted(numbers, notes)))
    except (PackageNotFoundError, etree.LxmlError, KeyError, IndexError, ValueError, zipfile.BadZipFile) as error:
        raise ImportRefusedError(Refusal.UNREADABLE) from error


def _inspect(package: zipfile.ZipFile) -> None:
    """Refuse what is no DOCX or must not be opened; sizes are counted as they unpack, not as they are declared."""
    members = package.infolist()
    names = {member.filename for member in members}
    if any(member.flag_bits & 0x1 for member in members):
        raise ImportRefusedError(Refusal.PASSWORD)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ImportRefusedError(Refusal.MACRO)
    if "word/document.xml" not in names:
        raise ImportRefusedError(Refusal.UNKNOWN_FORMAT)
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise ImportRefusedError(Refusal.ZIP_BOMB)
    left = MOST_UNPACKED_BYTES
    for member in members:
        data = _unpacked(package, member, left)
        left -= len(data)
        if member.filename.endswith((".xml", ".rels")):
            _inspect_markup(member.filename, data)


def _unpacked(package: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    try:
        with package.open(member) as file:
            data = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise ImportRefusedError(Refusal.UNREADABLE) from error
    if len(data) > most:
        raise ImportRefusedError(Refusal.ZIP_BOMB)
    return data


def _inspect_markup(name: str, data: bytes) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or (name.endswith(".rels") and _OUTSIDE.search(data)):
        raise ImportRefusedError(Refusal.EXTERNAL_ENTITY)
    if name == "[Content_Types].xml" and b"macroEnabled" in data:
        raise ImportRefusedError(Refusal.MACRO)


def _root(part: Any) -> Any:
    return getattr(part, "element", None)


def _blob(part: Any) -> bytes | None:
    return part.blob if part else None
