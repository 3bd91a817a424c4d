"""Reading a file of enterprises row by row, whatever its size: CSV of any common encoding, or a workbook.

A workbook is read as a stream. Packages that swell and workbooks with macros have been refused by
:mod:`portal.attachments.packages` before; a formula is never calculated, its row is wrong.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from flask_babel import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from portal.attachments import packages
from portal.enterprises.bulk.workbooks import Workbook
from portal.errors import RuleBroken
from portal.presentation.numbers import number_text

MOST_ROWS = 200_000
MOST_COLUMNS = 60
MOST_EMPTY = 1_000  # this many empty rows one after the other end the sheet
LONGEST = 500  # characters of a cell
FORMULA = "（公式）"  # stands where a cell holds a formula
PIECE = 64 * 1024  # bytes decoded at once
ENCODINGS = ("utf-8-sig", "gb18030")
UNREADABLE = (
    zipfile.BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    ParseError,
    KeyError,
    ValueError,
    IndexError,
    TypeError,
    OverflowError,
)
Row = list[str]


def check(name: str, content: bytes) -> None:
    """Raise RuleBroken at ``file`` for a file that is no CSV and no workbook, or must not come in."""
    if not name.lower().endswith((".xlsx", ".csv")):
        raise RuleBroken(_("Choose an XLSX or a CSV file. An XLS file is to be saved as XLSX first."), "file")
    if not content.strip():
        raise RuleBroken(_("The file is empty. Choose it again."), "file")
    if not is_workbook(name):
        _encoding(content)
        return
    try:
        packages.check_xlsx(content)
    except packages.Unfit as unfit:
        reason = unfit.reason or _("The content of this file is no workbook. Export it again as XLSX.")
        raise RuleBroken(reason, "file") from None


def is_workbook(name: str) -> bool:
    """Tell whether a file is read as a workbook."""
    return name.lower().endswith(".xlsx")


def rows(name: str, content: bytes) -> Iterator[Row]:
    """Yield the rows with their cells as text, the headings first; empty rows are yielded as they come.

    Raises RuleBroken at ``file`` where the file cannot be read to its end or has more than 200,000 rows.
    """
    read = _sheet(content) if is_workbook(name) else _lines(content)
    empty = 0
    try:
        for number, row in enumerate(read):
            empty = 0 if any(row) else empty + 1
            if empty > MOST_EMPTY:
                return
            if number > MOST_ROWS:
                raise RuleBroken(
                    _("The file has more than %(most)s rows. Divide it.", most=number_text(MOST_ROWS)), "file"
                )
            yield row
    except (csv.Error, UnicodeDecodeError, *UNREADABLE):
        raise RuleBroken(
            _("The file cannot be read to its end. Export it again and choose it again."), "file"
        ) from None


def headings(name: str, content: bytes) -> tuple[int, Row]:
    """Return the row of headings and how many rows stand before it: the first that has at least two cells filled."""
    for number, row in enumerate(chain(rows(name, content))):
        if sum(bool(cell) for cell in row) > 1:
            return number, row
    raise RuleBroken(_("The file has no row of headings."), "file")


def _sheet(content: bytes) -> Iterator[Row]:
    book = Workbook(content)
    try:
        sheet = book.wb.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        for row in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield _trimmed([_text(cell) for cell in row[: _width(row)]])
    finally:
        book.close()


def _width(row: Sequence[Any]) -> int:
    """Return how many cells a row has up to its last with something in it: each comes as wide as a row may be."""
    return max((place for place, cell in enumerate(row, start=1) if cell.value is not None), default=0)


def _trimmed(row: Row) -> Row:
    while row and not row[-1]:
        row.pop()
    return row


def _text(cell: Any) -> str:
    """Return a cell as people read it: a number without its .0, a date as 2026-10-12."""
    if cell.data_type == "f":
        return FORMULA
    value = cell.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None else str(value).replace("\0", "").strip()[:LONGEST]


def _lines(content: bytes) -> Iterator[Row]:
    text = io.TextIOWrapper(io.BytesIO(content), encoding=_encoding(content), newline="")
    first = text.readline()
    delimiter = max(",;\t", key=first.count)
    text.seek(0)
    for row in csv.reader(text, delimiter=delimiter):
        yield [_cell(cell) for cell in row[:MOST_COLUMNS]]


def _cell(cell: str) -> str:
    """Return a cell; one that a spreadsheet would calculate is a formula here too."""
    text = cell.replace("\0", "").strip()[:LONGEST]
    if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"}:
        return text[1:]  # what an export made harmless
    calculated = text[:1] in {"=", "@"} or (text[:1] in {"+", "-"} and not text[1:].replace(" ", "").isdigit())
    return FORMULA if calculated and len(text) > 1 else text


def _encoding(content: bytes) -> str:
    """Return the encoding in which a file can be read to its end; it is tried piece by piece."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for start in range(0, len(content), PIECE):
                decoder.decode(content[start : start + PIECE])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise RuleBroken(_("The characters of this file cannot be read. Save it as CSV UTF-8 or as XLSX."), "file")
