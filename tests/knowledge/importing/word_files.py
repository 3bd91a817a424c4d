"""Word files with what python-docx has no words for: lists that number themselves, revisions, notes and boxes."""

from io import BytesIO
from typing import Any, Final

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

NAMES: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Level = tuple[str, str]


def numbered(document: Any, levels: list[Level]) -> int:
    """Put a list into a document, each level as (format, text), and return its number."""
    numbering = document.part.numbering_part.element
    name = len(numbering) + 100
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {NAMES} w:abstractNumId="{name}">{written}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {NAMES} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))
    return name


def point(document: Any, text: str, number: int, level: int) -> Any:
    """Put a paragraph at a level of a list into a document."""
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = level
    return paragraph


def raw(document: Any, inside: str) -> None:
    """Put a paragraph into a document as markup."""
    document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {NAMES}>{inside}</w:p>"))


def footnotes(document: Any, *texts: str) -> None:
    """Put footnotes into a document, with the ids 1, 2 and so on."""
    written = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for at, text in enumerate(texts, 1)
    )
    name = PackURI("/word/footnotes.xml")
    part = Part(
        name,
        CONTENT_TYPE.WML_FOOTNOTES,
        f"<w:footnotes {NAMES}>{written}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def saved(document: Any) -> bytes:
    """Return the file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def empty() -> Any:
    """Return a document without a paragraph."""
    return docx.Document()
