"""Chinese text to index terms: single characters, bigrams and words; Latin words and numbers whole.

A two-character word is its own bigram, so a word such as 租金 is found wherever its characters stand together, however
the text around it is cut. Longer words come from rjieba's search mode.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

import rjieba

ANALYSIS_VERSION: Final = "1"
"""Part of every index's digest: change it when the terms change, and every node rebuilds."""

_BRACKETS = str.maketrans(dict.fromkeys("〔［[【﹝〖", "(") | dict.fromkeys("〕］]】﹞〗", ")"))
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<plain>(?:\d+\.\d+|[^\W_{_HAN}]+)%?)")
FUNCTION_CHARS = frozenset("的了吗呢吧啊呀么我你他她它们这那哪是在有和与或及就都也还又要把被给让对从到为着过得地之其")
ASKING = re.compile(
    r"怎么办|怎么样|怎么|怎样|如何|能不能|可不可以|可以吗|行不行|是不是|有没有|会不会|要不要|该不该|应该|请问|你好|什么|哪些|哪里|"
    r"多少|几个|多久|为什么|想问一下|想问|我们|他们|我的|能否|是否|可否|需要|可以|现在|一下|这种情况|怎么处理|没有|不能|"
    r"的话|还是|但是|因为|所以|如果|已经"
)


class _Folding(dict[int, str]):
    """A `str.translate` table that works out each character once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    if "\ud800" <= char <= "\udfff" or char == "\0":
        return " "
    compatible = unicodedata.normalize("NFKC", char)
    compatible = compatible if len(compatible) == 1 else char
    lowered = compatible.lower()
    return (lowered if len(lowered) == 1 else compatible).translate(_BRACKETS)


_FOLDING: Final = _Folding()


def normalise(text: str) -> str:
    """Return the text with widths, case and brackets made one, character for character, so that offsets stay.

    〔2020〕, [2020], （2020） and ［2020］ become (2020); a character whose compatibility form is longer than one
    stays; a lone surrogate becomes a space.
    """
    return text.translate(_FOLDING)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Return the unbroken stretches of a normalised text: ("han", characters) and ("plain", letters and digits)."""
    return ((match.lastgroup or "", match[0]) for match in _RUN.finditer(text))


def words(text: str) -> list[str]:
    """Return the words of a normalised text in rjieba's search mode, punctuation left out."""
    found: list[str] = []
    for kind, run in runs(text):
        found.extend(rjieba.cut_for_search(run) if kind == "han" else [run])
    return found


def index_terms(text: str) -> Counter[str]:
    """How often each term stands in a text."""
    counted: Counter[str] = Counter()
    for kind, run in runs(normalise(text)):
        if kind == "plain":
            counted[run] += 1
            continue
        counted.update(run)
        counted.update(run[at : at + 2] for at in range(len(run) - 1))
        counted.update(word for word in rjieba.cut_for_search(run) if len(word) > 2)  # noqa: PLR2004 -- bigrams are in
    return counted


def query_terms(text: str, *, bigram: float, single: float) -> dict[str, float]:
    """Return the terms of a question with their weights: words 1, bigrams across words and lone characters less.

    Phrases that only ask (怎么办、能不能) are left out unless nothing else is there.
    """
    plain = normalise(text)
    weights: dict[str, float] = {}
    for kind, run in runs(ASKING.sub(" ", plain)):
        if kind == "plain":
            weights[run] = 1.0
            continue
        for at in range(len(run) - 1):
            if not FUNCTION_CHARS.intersection(run[at : at + 2]):
                weights.setdefault(run[at : at + 2], bigram)
        for word in rjieba.cut_for_search(run):
            if len(word) > 1:
                weights[word] = 1.0
            elif word not in FUNCTION_CHARS:
                weights.setdefault(word, 1.0 if len(run) == 1 else single)
    return weights or {pair: 1.0 for _, run in runs(plain) for pair in pairs(run)}


def pairs(run: str) -> list[str]:
    """Return the neighbouring characters of a stretch two by two; a lone character is itself."""
    return [run] if len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]
