"""What a question is about and who knows about it: words that people wrote, compared by what they share."""

import re
from collections.abc import Iterable, Mapping

from portal.vocabulary import Sector

APART = re.compile(r"[、，,；;／/\s]+")
MANY = 2  # characters in a row that two words must share to speak of one thing, as 劳动用工 and 用工 do

# What enterprises of a sector ask most while they reopen; the words are those of the case categories.
TYPICAL: Mapping[Sector, frozenset[str]] = {
    Sector.SERVICES: frozenset({"房屋租赁", "劳动用工"}),
    Sector.INDUSTRY: frozenset({"劳动用工", "合同履行"}),
    Sector.AGRICULTURE: frozenset({"合同履行", "融资和担保"}),
    Sector.CONSTRUCTION: frozenset({"建设工程", "劳动用工"}),
}


def words(text: str) -> frozenset[str]:
    """Return the words of a list as people write it, 劳动用工、社会保险 or 英语, 日语."""
    return frozenset(word for word in APART.split(text.strip()) if word)


def alike(one: str, other: str) -> bool:
    """Tell whether two words share two characters in a row; a word of one character must be the same."""
    if len(one) < MANY or len(other) < MANY:
        return one == other
    return any(one[place : place + MANY] in other for place in range(len(one) - MANY + 1))


def known(asked: Iterable[str], specialities: Iterable[str]) -> frozenset[str]:
    """Return the specialities that answer to what is asked."""
    wanted = tuple(asked)
    return frozenset(one for one in specialities if any(alike(one, word) for word in wanted))


def missing(asked: Iterable[str], specialities: Iterable[str]) -> frozenset[str]:
    """Return what is asked and answered by no speciality."""
    offered = tuple(specialities)
    return frozenset(word for word in asked if not any(alike(word, one) for one in offered))
