"""The files that an import gives out: the template, and the report.

The report is written row by row. Text that a spreadsheet would calculate gets an apostrophe before it (OWASP, CSV
injection).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy.orm import Session

from portal.enterprises.bulk.columns import HEADINGS, NEEDED, NEEDED_FOR_NEW, label
from portal.enterprises.bulk.models import EnterpriseImport, ImportRow
from portal.units.queries import ENTERPRISE_AREAS, of_kinds
from portal.vocabulary import Reopening, Sector, Size

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALCULATED = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # by which spreadsheets know UTF-8
AT_ONCE = 1_000
EXAMPLE = (
    "91000000MA0000000U",
    "安澜示例机械有限公司",
    "工业",
    "小型",
    "望江街道",
    "复兴路1号",
    "张某",
    "0000-821 0000",
    "",
    "120",
    "是",
    "否",
    "部分复工",
)
NOTES = (
    "一、每行一家企业，从“企业名单”第2行填起；第2行是示例，填写时请删去。",
    "二、已登记的企业按统一社会信用代码对应，只填代码和要修改的项即可；空格表示不修改。",
    "三、新企业必须填写带＊的各项。",
    "四、所在镇街填镇街或者网格的名称，可选：{areas}。",
    "五、行业类别填{sectors}；企业规模填{sizes}；复工情况填{reopenings}。",
    "六、规上企业、重点企业填“是”或者“否”；职工人数填整数。",
    "七、不要使用公式和宏；导入前可以逐行核对，核对无误后才会写入。",
)
WIDTHS = (24, 30, 12, 10, 16, 28, 12, 18, 22, 10, 10, 10, 12)
Table = Iterable[Sequence[Any]]


def harmless(value: object) -> object:
    """Return a cell that no spreadsheet calculates; a telephone number such as +86 571 stays as it is."""
    if not isinstance(value, str) or not value.startswith(CALCULATED):
        return value
    is_number = value[0] in "+-" and value[1:].replace(" ", "").isdigit()
    return value if is_number else f"'{value}"


def csv_lines(table: Table) -> Iterator[str]:
    """Yield a table as CSV, some rows at once."""
    written = io.StringIO()
    written.write(BOM)
    writer = csv.writer(written)
    for number, row in enumerate(table, start=1):
        writer.writerow([harmless(value) for value in row])
        if number % AT_ONCE == 0:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


def template(session: Session) -> bytes:
    """Return the template: headings, an example, lists to choose from, and a sheet of notes."""
    book = Workbook()
    sheet, notes = book.active, book.create_sheet("填写说明")
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has a sheet
    offered = {"sector": Sector, "size": Size, "reopening": Reopening}
    words = {name: [str(one.label) for one in members] for name, members in offered.items()}
    _fill_sheet(sheet, words | {name: ["是", "否"] for name in ("above_scale", "key")})
    areas = [unit.short_name for unit in of_kinds(session, *ENTERPRISE_AREAS)]
    facts = {f"{name}s": "、".join(members) for name, members in words.items()} | {"areas": "、".join(areas)}
    notes.column_dimensions["A"].width = 100
    for number, line in enumerate(NOTES, start=1):
        notes.append([line.format(**facts)])
        notes[f"A{number}"].alignment = Alignment(wrap_text=True)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill_sheet(sheet: Worksheet, choices: Mapping[str, Sequence[str]]) -> None:
    """Write headings and example; a column with choices offers them as a list."""
    needed = (*NEEDED, *NEEDED_FOR_NEW)
    sheet.title, sheet.freeze_panes = "企业名单", "A2"
    sheet.append([f"{names[0]}＊" if name in needed else names[0] for name, names in HEADINGS.items()])
    sheet.append(EXAMPLE)
    for place, name in enumerate(HEADINGS, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTHS[place - 1]
        sheet[f"{letter}1"].font, sheet[f"{letter}1"].fill = Font(bold=True), PatternFill("solid", fgColor="E8EEE9")
        if name in choices:
            listed = DataValidation(type="list", formula1=f'"{",".join(choices[name])}"', allow_blank=True)
            sheet.add_data_validation(listed)
            listed.add(f"{letter}2:{letter}50000")


def report(session: Session, batch: EnterpriseImport) -> Iterator[Sequence[Any]]:
    """Yield what became of each row: number, status, why, and the row as it stands, so that it can be sent again."""
    yield [_("Row"), _("Result"), _("Remark"), *(names[0] for names in HEADINGS.values())]
    statement = sa.select(ImportRow).where(ImportRow.import_id == batch.id).order_by(ImportRow.number)
    for row in session.scalars(statement.execution_options(yield_per=AT_ONCE)):
        faults = [fault[1] for fault in row.faults]
        changes = [f"{label(name)}：{was or '—'} → {now}" for name, (was, now) in row.before.items()]
        yield [row.number, str(row.status.label), "".join(faults) + "；".join(changes), *_cells(row)]


def _cells(row: ImportRow) -> list[str]:
    return [str(row.values.get(name, "")) for name in HEADINGS]
