import io
import zipfile
from datetime import date

import pytest
from flask import Flask
from openpyxl import Workbook

from portal.enterprises.bulk.columns import matched
from portal.enterprises.bulk.files import csv_lines, harmless
from portal.enterprises.bulk.reading import FORMULA, check, headings, rows
from portal.enterprises.bulk.rows import read
from portal.enterprises.credit_code import normalised
from portal.errors import RuleBroken
from tests.attachments.files import package

HEADINGS = ["企业名称*", "统一社会信用代码（18位）", "规模", "备注"]
XLSX_MEMBERS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


def book(*table: list[object]) -> bytes:
    made, written = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    for row in table:
        sheet.append(row)
    made.save(written)
    return written.getvalue()


def test_headings_are_known_by_what_offices_call_them() -> None:
    assert matched(HEADINGS) == {"credit_code": 1, "name": 0, "size": 2}
    assert matched(["名称", "企业名称"]) == {"name": 1}


def test_a_workbook_and_a_csv_give_the_same_rows(app: Flask) -> None:
    table: list[list[object]] = [["安澜企业名单"], ["企业名称", "职工人数"], ["安澜恒泰纺织有限公司", 386.0]]
    assert list(rows("a.xlsx", book(*table)))[2] == ["安澜恒泰纺织有限公司", "386"]
    for encoding in ("utf-8-sig", "gb18030"):
        lines = "\r\n".join(";".join(str(cell).removesuffix(".0") for cell in row) for row in table[1:])
        assert list(rows("a.csv", lines.encode(encoding)))[1] == ["安澜恒泰纺织有限公司", "386"]
    with app.test_request_context():
        assert headings("a.xlsx", book(*table)) == (1, ["企业名称", "职工人数"])


def test_a_formula_is_never_calculated() -> None:
    assert list(rows("a.xlsx", book(["名称", "人数"], ["甲", "=1+1"])))[1] == ["甲", FORMULA]
    cells = "名称,电话\n=cmd|' /C calc'!A0,+86 571 8800\n@SUM(A1),-3\n'=1,'\n"
    found = list(rows("a.csv", cells.encode()))
    assert found[1:] == [[FORMULA, "+86 571 8800"], [FORMULA, "-3"], ["=1", "'"]]


def test_a_list_as_offices_keep_it_is_read(app: Flask) -> None:
    head: list[object] = ["统一社会信用代码（必填）", "企业名称*", "企业名称", "注册日期"]
    first: list[object] = ["９１３３００００ＭＡ０００００１２Ｐ ", "安澜甲厂", "甲", date(2020, 1, 2)]
    content = book(["全县企业名单"], [], head, first, [], ["001234567890123456 ", "安澜囍厂", None, "=A1"])
    found = list(rows("a.xlsx", content))
    assert normalised(found[3][0]) == "91330000MA0000012P"
    assert found[3][3] == "2020-01-02"
    assert found[5] == ["001234567890123456", "安澜囍厂", "", FORMULA]
    with app.test_request_context():
        number, named = headings("a.xlsx", content)
    assert (number, matched(named)) == (2, {"credit_code": 0, "name": 1})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名单.xls", b"\xd0\xcf\x11\xe0", "XLSX"),
        ("名单.csv", b"  ", "空"),
        ("名单.csv", b"\xff\xff\xff\xfe\x80\x81,\xff", "CSV UTF-8"),
        ("名单.csv", "代码\t名称\r\n1\t甲\r\n".encode("utf-16"), "CSV UTF-8"),
        ("名单.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "密码"),
        ("名单.xlsx", b"PK\x03\x04 not a workbook", "XLSX"),
        ("名单.xlsx", package(XLSX_MEMBERS | {"xl/vbaProject.bin": b"macro"}), "宏"),
        ("名单.xlsx", package(XLSX_MEMBERS | {"xl/worksheets/sheet1.xml": bytes(60 * 1024 * 1024)}), "太大|过大"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_reason(app: Flask, name: str, content: bytes, said: str) -> None:
    with app.test_request_context(), pytest.raises(RuleBroken, match=said):
        check(name, content)


def test_a_workbook_with_entities_is_refused(app: Flask) -> None:
    good, written = book(["名称", "人数"], ["甲", 1]), io.BytesIO()
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(written, "w") as new:
        for member in old.namelist():
            new.writestr(member, bomb if member.endswith("sheet1.xml") else old.read(member))
    with app.test_request_context(), pytest.raises(RuleBroken):
        list(rows("a.xlsx", written.getvalue()))


def test_an_export_calculates_nothing_and_keeps_telephone_numbers() -> None:
    assert [harmless(cell) for cell in ("=1+1", "@a", "-x", "+86 571", "安澜", 5)] == [
        "'=1+1",
        "'@a",
        "'-x",
        "+86 571",
        "安澜",
        5,
    ]
    assert "".join(csv_lines([["名称"], ["=1"]])) == "\ufeff名称\r\n'=1\r\n"


def test_a_new_enterprise_needs_more_than_a_known_one(app: Flask) -> None:
    with app.test_request_context():
        values = {"credit_code": "91330000MA0000001U", "staff_count": "1,200人", "key": "是", "area": "望江"}
        assert {name for name, _said in read(values, {}, known=True).faults} == {"area"}
        assert {"name", "sector", "contact_name"} <= {name for name, _said in read(values, {}, known=False).faults}
        assert read(values, {"望江": 3}, known=True).facts | {"credit_code": ""} == {
            "credit_code": "", "staff_count": 1200, "key": True, "area_id": 3,
        }  # fmt: skip
