"""Printed numbers of Chinese documents: 第五条, 五、, （五）, 5., （5）, and our own 要点5.

The order of the levels is that of GB/T 9704—2012, 7.3.3: 一、 then （一） then 1. then （1）.
"""

import re
from dataclasses import dataclass

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = "[〇零一二两三四五六七八九十百千]+"
_NUMERAL = rf"(?:{_CHINESE}|\d+)"

_KINDS = (
    ("part", re.compile(rf"第({_NUMERAL})[编篇]")),
    ("chapter", re.compile(rf"第({_NUMERAL})章")),
    ("section", re.compile(rf"第({_NUMERAL})节")),
    ("article", re.compile(rf"第({_NUMERAL})条(?:之({_CHINESE}))?(?:、第{_NUMERAL}条)*")),
    ("item", re.compile(rf"({_CHINESE})、")),
    ("bracket", re.compile(rf"[（(]({_CHINESE})[）)]")),
    ("arabic", re.compile(r"(\d{1,3})(?:[.．、](?!\d))")),
    ("arabic_bracket", re.compile(r"[（(](\d{1,3})[）)]")),
    ("own", re.compile(r"要点(\d{1,3})")),
)
_ARTICLE = re.compile(rf"第({_NUMERAL})条")
_ORDER = {kind: rank for rank, (kind, _) in enumerate(_KINDS)}
_PREFIX = {"part": "b", "chapter": "c", "section": "s", "article": "", "own": "p"}


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as printed, its kind and its value; `suffix` is the 之一 of 第十条之一."""

    text: str
    kind: str
    value: int
    suffix: int = 0

    @property
    def rank(self) -> int:
        """Smaller for the higher level of a document."""
        return _ORDER[self.kind]

    @property
    def anchor(self) -> str:
        """The part of an address that this number gives: 5 for 第五条 or 五、, p5 for 要点5."""
        several = _ARTICLE.findall(self.text) if self.kind == "article" else []
        value = "_".join(str(integer(one)) for one in several) if len(several) > 1 else str(self.value)
        return _PREFIX.get(self.kind, "") + value + (f".{self.suffix}" if self.suffix else "")


def integer(numeral: str) -> int:
    """Return the value of 二十一, 一百零三, 两千 or 21; ValueError for anything else."""
    if numeral.isdecimal():
        return int(numeral)
    if set(numeral) <= _DIGITS.keys() and len(numeral) > 1:
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            raise ValueError(f"“{numeral}”不是数字")
    return total + digit


def chinese(value: int) -> str:
    """二十一 for 21, 一百零三 for 103; up to 9999."""
    if value < 10:  # noqa: PLR2004 -- ten is where the units begin
        return "零一二三四五六七八九"[value]
    text = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, size)
        if digit:
            text += "零一二三四五六七八九"[digit] + unit
        elif text and value and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def leading_number(line: str) -> tuple[PrintedNumber, str] | None:
    """Return the number that a line begins with and the rest of the line; None when it begins with none."""
    line = line.strip()
    for kind, pattern in _KINDS:
        match = pattern.match(line)
        if match:
            suffix = integer(match[2]) if kind == "article" and match[2] else 0
            return PrintedNumber(match[0], kind, integer(match[1]), suffix), line[match.end() :].strip()
    return None


def article_numbers(text: str) -> list[int]:
    """Every N of 第N条 in a text, Chinese or Arabic numerals alike."""
    return [integer(found) for found in _ARTICLE.findall(text)]
