"""Names of companies compared as people mean them: 安澜恒泰纺织有限公司 and （安澜）恒泰纺织 有限责任公司 are one."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

FORMS = re.compile(r"(?:股份有限公司|有限责任公司|股份公司|有限公司|公司)$")
BETWEEN = re.compile(r"[\s()\[\]{}〔〕【】《》<>·.,，。、\-—_'\"“”]+")
COUNTING = re.compile(r"[0-9a-z一二三四五六七八九十百甲乙丙丁东南西北中上下]")
SHORT = 6  # a name shorter than this must be the same
REMEMBERED = 4_096  # names whose bare form is at hand; many more than are compared at once


@lru_cache(maxsize=REMEMBERED)
def normalised(name: str) -> str:
    """Return what makes a name: without width, spaces, brackets and the legal form of the company at its end."""
    bare = BETWEEN.sub("", unicodedata.normalize("NFKC", name).lower())
    return FORMS.sub("", bare) or bare


def near_equal(one: str, other: str) -> bool:
    """Tell whether two names are likely to mean one company: the same but for form, width, brackets, or a slip.

    A slip is one character more, less or other, never a number, a letter or a direction: 第一纺织, 第二纺织 are two.
    """
    first, second = normalised(one), normalised(other)
    if first == second:
        return bool(first)
    if min(len(first), len(second)) < SHORT or COUNTING.findall(first) != COUNTING.findall(second):
        return False
    return _is_one_slip(*sorted((first, second), key=len))


def _is_one_slip(short: str, long: str) -> bool:
    """Tell whether one character put in, or changed where the lengths agree, makes the one name of the other."""
    if len(long) - len(short) > 1:
        return False
    here = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    return short[here:] == long[here + 1 :] or short[here + 1 :] == long[here + 1 :]


def keys(name: str) -> frozenset[int]:
    """Return the keys of a name, numbers of 64 bits: names that are near-equal have at least one in common.

    They are what remains of its bare form with nothing or one character taken out, which is all that one slip leaves;
    a character that counts is never a slip. That others share a key by chance is left to :func:`near_equal`.
    """
    bare = normalised(name)
    remains = {bare}
    if len(bare) >= SHORT:
        remains |= {bare[:at] + bare[at + 1 :] for at, sign in enumerate(bare) if not COUNTING.match(sign)}
    return frozenset(map(_number, remains))


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


class Directory:
    """Some names, each with a number, among which near-equal ones are found without comparing all."""

    def __init__(self, names: Iterable[tuple[int, str]] = ()) -> None:
        self._names: dict[int, str] = {}
        self._shelves: dict[int, list[int]] = defaultdict(list)
        for number, name in names:
            self.add(number, name)

    def add(self, number: int, name: str) -> None:
        """Take a name in."""
        self._names[number] = name
        for key in keys(name):
            self._shelves[key].append(number)

    def like(self, name: str) -> list[int]:
        """Return the numbers of the names near-equal to one, in order."""
        near = {number for key in keys(name) for number in self._shelves.get(key, ())}
        return sorted(number for number in near if near_equal(name, self._names[number]))
