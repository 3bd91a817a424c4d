"""What a question asks for beyond its words: document numbers, 第N条, quoted phrases, titles."""

import re
from dataclasses import dataclass
from typing import Final

from knowledge.analysis import normalise
from knowledge.numbering import article_numbers

LONGEST_QUESTION: Final = 300
"""Characters of a question that are read; the rest is ignored."""

_NUMBER = re.compile(
    r"[\u3400-\u9fff]{0,20}\s*\(\s*\d{4}\s*\)\s*(?:第\s*)?\d{1,5}\s*号?|"
    r"[\u3400-\u9fff\s]{0,20}公告\s*\d{4}\s*年\s*第?\s*\d{1,4}\s*号"
)
_PHRASE = re.compile(r"[“\"「『]([^“”\"「」『』]{2,80})[”\"」』]")
_TITLE = re.compile(r"《([^《》]{2,120})》")
_ARTICLE = re.compile(r"第\s*(?:[〇零一二两三四五六七八九十百千]+|\d{1,4})\s*条")
_NAME = re.compile(r"(?:意见|措施|通知|办法|条例|法|规定|政策|方案|决定|公告|指引|细则|通则|举措|条)$")
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart; all parts normalised."""

    plain: str
    free: str
    """What remains for word search when numbers and 第N条 are taken out."""
    numbers: tuple[str, ...]
    articles: frozenset[int]
    phrases: tuple[str, ...]
    names: tuple[str, ...]
    """Names by which documents may be asked for: 《…》, or the whole question when it reads like a title."""


def comparable_number(number: str) -> str:
    """Return a document number in the one form that all ways of writing it share: 法发(2020)12号."""
    bare = "".join(normalise(number).split()).replace("第", "")
    return bare if bare.endswith(("号", "公告")) else f"{bare}号"


def same_number(asked: str, number: str) -> bool:
    """Whether a number in a question is this document's: words may stand before it, its letters be missing."""
    return asked.endswith(number) or number.endswith(asked)


def take_apart(text: str) -> Question:
    """Read any text at all; it never raises."""
    plain = normalise(text[:LONGEST_QUESTION]).strip()
    phrases = tuple(found.strip() for found in _PHRASE.findall(plain) if found.strip())
    numbers = tuple(comparable_number(found) for found in _NUMBER.findall(plain))
    articles = frozenset(article_numbers("".join(found.group().replace(" ", "") for found in _ARTICLE.finditer(plain))))
    free = _ARTICLE.sub(" ", _NUMBER.sub(" ", plain))
    bare = re.sub(r"[\s《》“”\"「」『』]", "", free)
    names = tuple(_TITLE.findall(plain))
    if not names and len(bare) >= _SHORTEST_NAME and _NAME.search(bare):
        names = (bare,)
    return Question(plain, free, numbers, articles, phrases, names)
