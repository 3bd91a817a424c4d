"""The texts of a workbook as Excel writes it: once each, in a part of their own, read as far as cells ask."""

import io
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from openpyxl.xml.constants import SHEET_MAIN_NS

from portal.enterprises.bulk import workbooks
from portal.enterprises.bulk.reading import headings, rows
from portal.enterprises.bulk.workbooks import SharedTexts
from portal.errors import RuleBroken
from tests.attachments.files import package

Made = Callable[..., SharedTexts]
ABOVE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RICH = "<si><r><t>望江</t></r><r><rPr><b/></rPr><t>街道</t></r><rPh><t>wàng</t></rPh></si>"


def table(*items: str) -> bytes:
    """Return the part with the shared texts."""
    return f'{ABOVE}<sst xmlns="{SHEET_MAIN_NS}">{"".join(items)}</sst>'.encode()


def plain(*texts: str) -> list[str]:
    return [f'<si><t xml:space="preserve">{text}</t></si>' for text in texts]


def workbook(texts: bytes, *numbers: list[int]) -> bytes:
    """Return a workbook whose cells name texts by number, as Excel writes it."""
    rows_of = ("".join(f'<c t="s"><v>{number}</v></c>' for number in row) for row in numbers)
    cells = "".join(f"<row>{row}</row>" for row in rows_of)
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "sharedStrings": "sharedStrings"}
    types = (f'<Override PartName="/xl/{name}.xml" ContentType="{PARTS}.{kind}+xml"/>' for name, kind in kinds.items())
    linked = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    sheets = f'<sheets xmlns:r="{OFFICE}"><sheet name="名单" sheetId="1" r:id="rId1"/></sheets>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{"".join(types)}</Types>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET_MAIN_NS}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{linked}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET_MAIN_NS}"><sheetData>{cells}</sheetData></worksheet>',
    }
    written = {name: f"{ABOVE}{text}".encode() for name, text in members.items()}
    return package(written | {"xl/sharedStrings.xml": texts})


@pytest.fixture
def made() -> Iterator[Made]:
    """Make shared texts that are closed at the end."""
    every: list[SharedTexts] = []

    def make(*items: str) -> SharedTexts:
        every.append(SharedTexts(io.BytesIO(table(*items))))
        return every[-1]

    yield make
    for texts in every:
        texts.close()


def test_texts_are_found_by_number_in_any_order(made: Made) -> None:
    texts = made(*plain("企业名称", "𠮷野家", " "), RICH)
    assert [texts[number] for number in (3, 0, 1, 2, 0)] == ["望江街道", "企业名称", "𠮷野家", " ", "企业名称"]
    for number in (4, -1):
        with pytest.raises(IndexError):
            texts[number]


def test_texts_are_read_as_far_as_they_are_asked_for(made: Made) -> None:
    texts = made(*plain("企业名称", "职工人数"), "</nonsense>")
    assert texts[1] == "职工人数"


def test_a_workbook_as_excel_writes_it_is_read(app: Flask) -> None:
    content = workbook(table(*plain("企业名称", "镇街", "安澜甲厂"), RICH), [0, 1], [2, 3], [2])
    assert list(rows("a.xlsx", content)) == [["企业名称", "镇街"], ["安澜甲厂", "望江街道"], ["安澜甲厂"]]
    with app.test_request_context():
        assert headings("a.xlsx", content) == (0, ["企业名称", "镇街"])


@pytest.mark.parametrize("number", [9, -1])
def test_a_cell_that_names_no_text_is_told(app: Flask, number: int) -> None:
    content = workbook(table(*plain("企业名称", "镇街")), [0, 1], [number])
    with app.test_request_context(), pytest.raises(RuleBroken, match="完整读取"):
        list(rows("a.xlsx", content))


def test_too_many_different_texts_are_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_TEXTS", 2)
    content = workbook(table(*plain("企业名称", "镇街", "安澜甲厂")), [0, 1], [2])
    with app.test_request_context(), pytest.raises(RuleBroken, match="不同文字"):
        list(rows("a.xlsx", content))
