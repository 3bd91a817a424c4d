"""Opening a workbook whose texts stay on disk.

Excel keeps each different text of a workbook once, in a part of its own, and cells name them by number (ISO/IEC
29500-1, §18.4). openpyxl would hold them all in memory before the first row; here they are read as far as cells ask.
"""

import io
import os
from array import array
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from flask_babel import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from portal.errors import RuleBroken
from portal.presentation.numbers import number_text

MOST_TEXTS: Final = 2_000_000
TEXT, ITEM, RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("t", "si", "r"))


class SharedTexts:
    """The shared texts of a workbook by number. ``close`` gives the file behind them back."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part, self._coming = part, _texts(part)
        self._kept = TemporaryFile(buffering=0)  # noqa: SIM115  closed with the workbook
        self._ends = array("Q", [0])

    def __getitem__(self, number: int) -> str:
        """Return a text. Raises IndexError where there is none, RuleBroken at ``file`` above 2,000,000 texts."""
        if number < 0:
            raise IndexError(number)
        while number >= len(self._ends) - 1:
            self._read_one()
        start, end = self._ends[number : number + 2]
        return os.pread(self._kept.fileno(), end - start, start).decode()

    def _read_one(self) -> None:
        text = next(self._coming, None)
        if text is None:
            raise IndexError
        if len(self._ends) > MOST_TEXTS:
            most = number_text(MOST_TEXTS)
            raise RuleBroken(_("The workbook has more than %(most)s different texts. Divide it.", most=most), "file")
        self._ends.append(self._ends[-1] + self._kept.write(text.encode()))

    def close(self) -> None:
        """Give back the file, and the part of the workbook."""
        self._part.close()
        self._kept.close()


def _texts(part: IO[bytes]) -> Iterator[str]:
    parsing = iterparse(part, events=("start", "end"))
    _event, root = next(parsing)
    for event, element in parsing:
        if event == "end" and element.tag == ITEM:
            yield _text(element)
            root.clear()


def _text(item: Element) -> str:
    """Return a text without its looks; how it is pronounced (``rPh``) is no part of it."""
    return "".join(part.text or "" for part in (*item.iterfind(TEXT), *item.iterfind(f"{RUN}/{TEXT}")))


class Workbook(ExcelReader):
    """A workbook that is read row by row. ``close`` it after that."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content), read_only=True, keep_links=False)
        self._texts: SharedTexts | None = None
        self.read()

    def read_strings(self) -> None:
        """Do not read the texts yet."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]  # has no types
        if part is not None:
            self._texts = SharedTexts(self.archive.open(part.PartName[1:]))
            self.shared_strings = self._texts  # type: ignore[assignment]  # asked for one by its number, never for all

    def close(self) -> None:
        """Give back what was opened."""
        if self._texts:
            self._texts.close()
        self.archive.close()
