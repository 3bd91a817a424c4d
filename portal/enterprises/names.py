"""Names of companies compared as people mean them: 安澜恒泰纺织有限公司 and （安澜）恒泰纺织 有限责任公司 are one."""

import re
import unicodedata
from functools import lru_cache

FORMS = re.compile(r"(?:股份有限公司|有限责任公司|股份公司|有限公司|公司)$")
BETWEEN = re.compile(r"[\s()\[\]{}〔〕【】《》<>·.,，。、\-—_'\"“”]+")
COUNTING = re.compile(r"[0-9a-z一二三四五六七八九十百甲乙丙丁东南西北中上下]")
SHORT = 6  # a name shorter than this must be the same
LONG = 12  # in a name as long as this two characters may differ, else one


@lru_cache(maxsize=100_000)
def normalised(name: str) -> str:
    """Return what makes a name: without width, spaces, brackets and the legal form of the company at its end."""
    bare = BETWEEN.sub("", unicodedata.normalize("NFKC", name).lower())
    return FORMS.sub("", bare) or bare


def near_equal(one: str, other: str) -> bool:
    """Tell whether two names are likely to mean one company: the same but for form, width, brackets, or a slip.

    A slip is one character more, less or other (two in a long name), but never a number or a letter or a direction:
    第一纺织 and 第二纺织 are two.
    """
    first, second = normalised(one), normalised(other)
    if first == second:
        return bool(first)
    if min(len(first), len(second)) < SHORT or COUNTING.findall(first) != COUNTING.findall(second):
        return False
    allowed = 2 if min(len(first), len(second)) >= LONG else 1
    return _distance(first, second, allowed) <= allowed


def _distance(one: str, other: str, enough: int) -> int:
    """Return how many characters are to be put in, taken out or changed (Levenshtein); at most one over ``enough``."""
    if abs(len(one) - len(other)) > enough:
        return enough + 1
    before = list(range(len(other) + 1))
    for place, sign in enumerate(one, start=1):
        row = [place]
        for column, wanted in enumerate(other, start=1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (sign != wanted)))
        if min(row) > enough:
            return enough + 1
        before = row
    return before[-1]
