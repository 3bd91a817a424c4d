"""Dates of which only the year, or the year and month, may be known."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """2020, 2020-02 or 2020-02-26; a missing month or day is 0 and sorts first."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the ISO form; ValueError says what is wrong, an impossible day included."""
        match = _FORM.fullmatch(text.strip())
        if not match:
            raise ValueError(f"“{text}”不是日期：应写作 2020、2020-02 或 2020-02-26")
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            date(year, month or 1, day or 1)
        except ValueError as error:
            raise ValueError(f"“{text}”不是存在的日期") from error
        if (match[2] is not None and not month) or (match[3] is not None and not day):
            raise ValueError(f"“{text}”不是存在的日期")
        return cls(year, month, day)

    @property
    def last_day(self) -> date:
        """The last day that the date may mean: 2020-02 ends on 29 February 2020."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def chinese(self) -> str:
        """2020年2月26日, as far as it is known."""
        return f"{self.year}年" + (f"{self.month}月" if self.month else "") + (f"{self.day}日" if self.day else "")

    def __str__(self) -> str:
        return (
            f"{self.year:04d}" + (f"-{self.month:02d}" if self.month else "") + (f"-{self.day:02d}" if self.day else "")
        )
