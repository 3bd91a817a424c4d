"""Writing rows as XLSX or CSV, one after the other: memory stays flat however many there are."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from portal import clock
from portal.exports.columns import Share, Value
from portal.vocabulary import ExportShape

# What a spreadsheet would take for a formula (OWASP, CSV injection), the full-width signs of a Chinese keyboard too.
FORMULA = re.compile(r"^[=+\-@\t\r\n＝＋－＠]")
LONGEST = 32_767  # characters in a cell of a workbook
HEADING = Font(bold=True)
SHADE = PatternFill("solid", fgColor="E7EDF2")


@dataclass(frozen=True)
class Sheet:
    """What is written: a title, the watermark (who, when, what), headings, and rows."""

    title: str
    stamp: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Value]]


def _write_xlsx(path: Path, sheet: Sheet) -> None:
    """Write a workbook with the watermark above the table, on each printed page and in its properties."""
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.lastModifiedBy = sheet.stamp[:250]
    book.properties.title, book.properties.description = sheet.title, sheet.stamp
    page = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", sheet.title)[:31])
    page.freeze_panes = "A4"
    page.oddHeader.center.text = sheet.title
    page.oddFooter.left.text, page.oddFooter.right.text = sheet.stamp.replace("&", "&&"), "&P / &N"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for number, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_styled(page, sheet.title)])
    page.append([sheet.stamp])
    page.append([_styled(page, heading) for heading in sheet.headings])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    page.append([])
    page.append([sheet.stamp])
    book.save(path)


def _styled(page: Any, words: str) -> Any:
    cell = WriteOnlyCell(page, words)
    cell.font, cell.fill = HEADING, SHADE
    return cell


def _cell(page: Any, value: Value) -> Any:
    """Return what goes into a cell: text never becomes a formula, an instant is local without its zone."""
    if isinstance(value, datetime):
        return value.astimezone(clock.LOCAL).replace(tzinfo=None, microsecond=0)
    if isinstance(value, Share):
        cell = WriteOnlyCell(page, float(value))
        cell.number_format = "0.0%"
        return cell
    if not isinstance(value, str):
        return value
    words = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    if not words.startswith("="):
        return words
    cell = WriteOnlyCell(page, words)
    cell.data_type = "s"
    return cell


def _write_csv(path: Path, sheet: Sheet) -> None:
    """Write UTF-8 with a byte order mark, by which Excel knows it, and lines as RFC 4180 has them."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"{sheet.title}　{sheet.stamp}"])
        writer.writerow(sheet.headings)
        writer.writerows([_plain(value) for value in row] for row in sheet.rows)
        writer.writerow([sheet.stamp])


def _plain(value: Value) -> str | int | float:
    if isinstance(value, datetime):
        return value.astimezone(clock.LOCAL).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Share):
        return f"{value:.1%}"
    if isinstance(value, str):
        return f"'{value}" if FORMULA.match(value) else value
    return "" if value is None else value


WRITE: dict[ExportShape, Callable[[Path, Sheet], None]] = {
    ExportShape.XLSX: _write_xlsx,
    ExportShape.CSV: _write_csv,
}
MEDIA_TYPE = {
    ExportShape.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportShape.CSV: "text/csv; charset=utf-8",
}


def counted(
    rows: Iterable[Sequence[Value]], report: Callable[[int], None], each: int = 500
) -> Iterator[Sequence[Value]]:
    """Yield rows and report how many there were, now and then."""
    number = 0
    for number, row in enumerate(rows, start=1):
        if number % each == 0:
            report(number)
        yield row
    report(number)
