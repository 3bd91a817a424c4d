"""What the cells of one row mean, and what is wrong with them. Pure but for the sentences."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from forms.base import EMAIL, TELEPHONE, UNWRITABLE
from portal.enterprises.bulk.columns import NEEDED, NEEDED_FOR_NEW, label
from portal.enterprises.bulk.reading import FORMULA
from portal.enterprises.credit_code import fault, is_doubtful, normalised
from portal.vocabulary import Labelled, Reopening, Sector, Size

MOST_STAFF = 1_000_000
LENGTHS = {"name": (4, 120), "address": (2, 200), "contact_name": (2, 80)}
YES, NO = frozenset({"是", "√", "y", "yes", "1", "true"}), frozenset({"否", "×", "n", "no", "0", "false"})
ENUMERATIONS: Mapping[str, type[Labelled]] = {"sector": Sector, "size": Size, "reopening": Reopening}
# Words that offices write, beside the labels of the portal in the reader's language.
WORDS: Mapping[str, str] = {
    "服务业": "services",
    "第三产业": "services",
    "工业": "industry",
    "制造业": "industry",
    "第二产业": "industry",
    "农业": "agriculture",
    "涉农": "agriculture",
    "第一产业": "agriculture",
    "建筑业": "construction",
    "在建工程": "construction",
    "微型": "micro",
    "微型企业": "micro",
    "小型": "small",
    "小型企业": "small",
    "中型": "medium",
    "中型企业": "medium",
    "大型": "large",
    "大型企业": "large",
    "未复工": "closed",
    "没有复工": "closed",
    "部分复工": "partial",
    "全面复工": "full",
    "已复工": "full",
}


@dataclass
class Reading:
    """What a row says: facts by column of the table, faults that keep it out, and doubts that somebody must answer."""

    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)


def read(values: Mapping[str, str], areas: Mapping[str, int], *, known: bool) -> Reading:
    """Return what the cells mean; an empty cell says nothing. Of a ``known`` enterprise only the code is needed.

    ``areas`` are the ids of the streets and grids by name and short name.
    """
    reading = Reading()
    needed = NEEDED[:1] if known else (*NEEDED, *NEEDED_FOR_NEW)
    for name in needed:
        if not values.get(name):
            reading.faults.append((name, _("“%(label)s” is empty.", label=label(name))))
    for name, text in values.items():
        if text == FORMULA:
            reading.faults.append((name, _("“%(label)s” is a formula. Write its value.", label=label(name))))
        elif text:
            _read_cell(reading, name, UNWRITABLE.sub("", text), areas)
    return reading


def _read_cell(reading: Reading, name: str, text: str, areas: Mapping[str, int]) -> None:
    if name == "area":
        _take(reading, name, areas.get(text), "area_id", text)
    elif name in ENUMERATIONS:
        _take(reading, name, _member(ENUMERATIONS[name], text), name, text)
    else:
        READERS.get(name, _read_text)(reading, name, text)


def _take(reading: Reading, name: str, value: object, column: str, text: str) -> None:
    if value is None:
        reading.faults.append((name, _("“%(label)s”: %(text)s is not known.", label=label(name), text=text)))
    else:
        reading.facts[column] = value


def _member(members: type[Labelled], text: str) -> Labelled | None:
    by_label = {str(one.label): one for one in members}
    value = WORDS.get(text, text)
    return by_label.get(text) or (members(value) if value in set(members) else None)


def _read_code(reading: Reading, name: str, text: str) -> None:
    code = normalised(text)
    reading.facts[name] = code
    if problem := fault(code):
        reading.faults.append((name, problem))
    elif is_doubtful(code):
        doubt = _("The check character does not fit. Compare the code with the licence.")
        reading.doubts.append((name, doubt))


def _read_text(reading: Reading, name: str, text: str) -> None:
    least, most = LENGTHS[name]
    if not least <= len(text) <= most:
        facts = {"label": label(name), "least": least, "most": most, "now": len(text)}
        sentence = _("“%(label)s” has %(least)s to %(most)s characters; there are %(now)s.", **facts)
        reading.faults.append((name, sentence))
    reading.facts[name] = text


def _read_telephone(reading: Reading, name: str, text: str) -> None:
    plain = unicodedata.normalize("NFKC", text)
    if not TELEPHONE.fullmatch(plain):
        reading.faults.append((name, _("Enter a telephone number with area code, or a mobile number.")))
    reading.facts[name] = plain


def _read_email(reading: Reading, name: str, text: str) -> None:
    if not EMAIL.fullmatch(text):
        reading.faults.append((name, _("Enter an e-mail address such as name@example.com.")))
    reading.facts[name] = text


def _read_count(reading: Reading, name: str, text: str) -> None:
    digits = re.sub(r"[,，\s人]", "", unicodedata.normalize("NFKC", text))
    count = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < len(str(10**9)) else None
    _take(reading, name, count if count is not None and count <= MOST_STAFF else None, name, text)


def _read_truth(reading: Reading, name: str, text: str) -> None:
    _take(reading, name, _truth(text.lower()), name, text)


def _truth(text: str) -> bool | None:
    return True if text in YES else False if text in NO else None


READERS: Mapping[str, Callable[[Reading, str, str], None]] = {
    "credit_code": _read_code,
    "contact_telephone": _read_telephone,
    "contact_email": _read_email,
    "staff_count": _read_count,
    "above_scale": _read_truth,
    "key": _read_truth,
}
