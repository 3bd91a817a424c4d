"""What a clerk notices in the words of a draft, whatever it is about: marks, dates, numbers, headings. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from flask_babel import lazy_gettext as _l

from portal.letters.remarks import Remark, Weight
from portal.letters.wording.matter import ordinal
from portal.press.body import NUMBERS

PAIRS = {"”": "“", "’": "‘", "》": "《", "）": "（", "〕": "〔", "】": "【"}
CHINESE = "[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(rf"{CHINESE}[,;:?!\"()]|[\"()]{CHINESE}|{CHINESE}\.(?!\d)")
DOUBLED = re.compile("([，。、；：])[，。、；：]")
WRONG_NUMBER = re.compile(r"[\[［(（](?:19|20)\d{2}[\]］)）]\s*第?0*\d+号|〔\d{4}〕(?:第|0)\d*号")
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
WRONG_DAY = re.compile(r"\d{4}年0\d月|月0\d日|(?<!\d)(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|〇年|二○")
FIRST, SECOND = re.compile(f"([{NUMBERS}]+)、"), re.compile(f"[（(]([{NUMBERS}]+)[）)]")


def proofread(title: str, body: str) -> Iterator[Remark]:
    """Yield what is wrong with the marks, days, numbers and headings of a text."""
    uneven = dict.fromkeys((*_uneven(title), *_uneven(body)))
    if uneven:
        words = _l("Quotation marks or brackets are uneven: %(pairs)s", pairs="、".join(uneven))
        yield Remark(Weight.STOPS, "body", words)
    if impossible := [day[0] for day in DAY.finditer(body) if not _is_day(day)]:
        words = _l("There is no such day: %(days)s", days="、".join(dict.fromkeys(impossible)))
        yield Remark(Weight.STOPS, "body", words)
    if found := HALF_WIDTH.search(f"{title}\n{body}"):
        words = _l("Half-width punctuation in Chinese text, at “%(text)s”: use ，。；：？！（）“”.", text=found[0])
        yield Remark(Weight.CARE, "body", words)
    if found := DOUBLED.search(body):
        yield Remark(Weight.CARE, "body", _l("Two marks stand side by side: “%(text)s”.", text=found[0]))
    if WRONG_NUMBER.search(body):
        words = _l("A document number is written 〔2026〕1号, without 第 and without zeros.")
        yield Remark(Weight.CARE, "body", words)
    if WRONG_DAY.search(body):
        yield Remark(Weight.CARE, "body", _l("A day is written 2026年3月5日, without zeros and without strokes."))
    if expected := _missing_heading(body):
        yield Remark(Weight.CARE, "body", _l("The headings skip a number: “%(number)s” is missing.", number=expected))


def _uneven(text: str) -> Iterator[str]:
    """Yield the pairs that do not close in the order in which they opened."""
    opened: list[str] = []
    for mark in text:
        if mark in PAIRS.values():
            opened.append(mark)
        elif mark in PAIRS:
            if opened and opened[-1] == PAIRS[mark]:
                opened.pop()
            else:
                yield f"{PAIRS[mark]}{mark}"
    closing = {opening: mark for mark, opening in PAIRS.items()}
    yield from (f"{opening}{closing[opening]}" for opening in opened)


def _is_day(found: re.Match[str]) -> bool:
    try:
        date(*map(int, found.groups()))
    except ValueError:
        return False
    return True


def _missing_heading(body: str) -> str:
    """Return the first number that a heading of the first two levels should have borne and did not."""
    first = second = 0
    for line in body.splitlines():
        if found := FIRST.match(line):
            first, second = first + 1, 0
            if found[1] != ordinal(first)[1:-1]:
                return f"{ordinal(first)[1:-1]}、"
        elif found := SECOND.match(line):
            second += 1
            if found[1] != ordinal(second)[1:-1]:
                return ordinal(second)
    return ""
