"""What tells whom a text is about: found, marked, and replaced by words that fit anybody.

Two kinds of finds are told apart. What the case itself is known to be about (names, codes, numbers, addresses) and what
has the form of a telephone, a code or an address is certain, and has to go. What only looks like a name is doubtful: a
person decides.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from portal.answers.patterns import CERTAIN, DOUBTFUL, HAN, Kind

STAND_INS: Final = {
    Kind.ENTERPRISE: "某企业", Kind.PERSON: "某人", Kind.PARTY: "对方", Kind.TELEPHONE: "（电话略）",
    Kind.ADDRESS: "（地址略）", Kind.CODE: "（号码略）", Kind.REFERENCE: "（编号略）",
}  # fmt: skip

_REGION = re.compile(rf"^(?:[{HAN}]{{2,7}}?(?:省|自治区|市|县|区|旗))+")
_SUFFIX = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|专业合作社|集团公司|合作社|经营部|商行|公司|集团|工厂|厂)$"
)
_ROLES = re.compile(
    r"出租方|承租方|出租人|房东|客户|供应商|承运人|对方|甲方|乙方|联系人|负责人|法定代表人|电话|单位|先生|女士"
)
_PARTS = re.compile(r"[，,、；;：:（）()\s]+")
_SHORTEST_STEM: Final = 3
_TRADE_NAME: Final = 2
_SHORTEST_CERTAIN_PARTY: Final = 5


@dataclass(frozen=True)
class Known:
    """What a case is known to be about."""

    enterprises: Sequence[str] = ()
    people: Sequence[str] = ()
    parties: Sequence[str] = ()
    telephones: Sequence[str] = ()
    addresses: Sequence[str] = ()
    codes: Sequence[str] = ()
    references: Sequence[str] = ()

    def signs(self) -> Iterator["Sign"]:
        """Yield every word that gives the case away, with whether it does for certain."""
        for name in self.enterprises:
            yield from _of_name(name, Kind.ENTERPRISE)
        for party in self.parties:
            yield from _of_party(party)
        for kind, values in (
            (Kind.PERSON, self.people),
            (Kind.TELEPHONE, self.telephones),
            (Kind.ADDRESS, self.addresses),
            (Kind.CODE, self.codes),
            (Kind.REFERENCE, self.references),
        ):
            yield from (Sign(value, kind, certain=True) for value in values if len(value) >= _TRADE_NAME)


class Sign(NamedTuple):
    """A word that gives somebody away."""

    text: str
    kind: Kind
    certain: bool


class Piece(NamedTuple):
    """A stretch of a text; ``kind`` is None where it tells nothing."""

    text: str
    kind: Kind | None = None
    certain: bool = False


def pieces(text: str, known: Known) -> list[Piece]:
    """Return the text cut at what it gives away; joined, the pieces are the text."""
    found: list[Piece] = []
    at = 0
    for start, end, kind, certain in _spans(text, known):
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], kind, certain))
        at = end
    return [*found, Piece(text[at:])] if at < len(text) else found


def certain(texts: Iterable[str], known: Known) -> list[Piece]:
    """Return what has to go, each word once."""
    return _once(piece for text in texts for piece in pieces(text, known) if piece.kind and piece.certain)


def doubtful(texts: Iterable[str], known: Known) -> list[Piece]:
    """Return what a person has to decide on, each word once."""
    return _once(piece for text in texts for piece in pieces(text, known) if piece.kind and not piece.certain)


def without(text: str, known: Known) -> str:
    """Return the text with everything certain replaced by words that fit anybody."""
    return "".join(
        STAND_INS[piece.kind] if piece.kind and piece.certain else piece.text for piece in pieces(text, known)
    )


def _once(found: Iterable[Piece]) -> list[Piece]:
    return list(dict.fromkeys(found))


def _spans(text: str, known: Known) -> Iterator[tuple[int, int, Kind, bool]]:
    """Yield what was found from left to right.

    Of two that overlap the certain one stands, then what is known of the case, then the longer one.
    """
    known_of = [
        (match.start(), match.end(), sign.kind, sign.certain)
        for sign in known.signs()
        for match in re.finditer(_loosely(sign.text), text)
    ]
    looks: list[tuple[int, int, Kind, bool]] = []
    for patterns, sure in ((CERTAIN, True), (DOUBTFUL, False)):
        looks += [(*match.span(), kind, sure) for kind, pattern in patterns for match in pattern.finditer(text)]
    taken: list[tuple[int, int, Kind, bool]] = []
    by_length = [sorted(found, key=lambda one: (one[0] - one[1], one[0])) for found in (known_of, looks)]
    for span in sorted(itertools.chain(*by_length), key=lambda one: not one[3]):
        if all(span[1] <= other[0] or span[0] >= other[1] for other in taken):
            taken.append(span)
    yield from sorted(taken, key=lambda one: one[0])


def _loosely(text: str) -> str:
    """Return a pattern for a word whatever spaces and dashes stand in it; 139 0000 7788 is 139-0000-7788."""
    return r"[\s-]*".join(re.escape(char) for char in text if not char.isspace() and char != "-")


def _of_name(name: str, kind: Kind) -> Iterator[Sign]:
    """Yield a name, what remains of it without place and legal form, and its trade name, which may be a common word."""
    bare = name.strip()
    local = _REGION.sub("", bare)
    stem = _SUFFIX.sub("", local)
    for form in {bare, local, _SUFFIX.sub("", bare)} - {""}:
        yield Sign(form, kind, certain=len(form) >= _SHORTEST_STEM)
    if len(stem) >= _TRADE_NAME:
        yield Sign(stem, kind, certain=len(stem) >= _SHORTEST_STEM)
        yield Sign(stem[:_TRADE_NAME], kind, certain=False)


def _of_party(told: str) -> Iterator[Sign]:
    """Yield the names in what somebody wrote about the other party; a short word (银行) may be anybody's."""
    for part in filter(None, _PARTS.split(_ROLES.sub(" ", told))):
        if _SUFFIX.search(part) and len(_SUFFIX.sub("", part)) >= _SHORTEST_STEM:
            yield from _of_name(part, Kind.PARTY)
        elif len(part) >= _TRADE_NAME:
            yield Sign(part, Kind.PARTY, certain=len(part) >= _SHORTEST_CERTAIN_PARTY)
