"""Which measures name which others: 依照民法典第五百七十七条, 本法第五条.

A provision that others lean on answers their questions too: whoever asks about defects of a building finds the general
rule on breach through the interpretation that applies it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from knowledge.entries import Entry
from knowledge.numbering import article_numbers

_NUMERAL: Final = r"(?:[〇零一二两三四五六七八九十百千]+|\d{1,4})"
_ARTICLES: Final = re.compile(
    rf"(?:第{_NUMERAL}条(?:之[一二三四五六七八九十]+)?(?:第{_NUMERAL}款)?(?:第[（(]?{_NUMERAL}[）)]?项)?[、和及至或者与]*)+"
)
_OWN: Final = re.compile(r"本(?:法|条例|规定|办法|规则|细则|解释|决定|意见|措施|通知)$")
_NUMBER: Final = re.compile(r"[（(][^（()）]{4,40}[）)]$")
_COUNTRY: Final = "中华人民共和国"
_LONGEST_NAME: Final = 40
_SHORTEST_NAME: Final = 2


def references(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """Return pairs of an entry that is named and the entry that names it, by their places; none names itself.

    A name that two documents share names neither.
    """
    names, articles = _named(entries)
    pairs: set[tuple[int, int]] = set()
    for citing, entry in enumerate(entries):
        for before, numbers in _mentions(entry.text):
            slug = entry.document.slug if _OWN.search(before) else _slug(before, names)
            pairs.update((cited, citing) for number in numbers for cited in articles.get((slug, number), ()))
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def _named(entries: Sequence[Entry]) -> tuple[dict[str, str], dict[tuple[str, int], list[int]]]:
    """Return the slugs of documents by name, and the places of entries by document and article."""
    slugs: defaultdict[str, set[str]] = defaultdict(set)
    articles: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        for name in (entry.document.title, *entry.document.aliases):
            slugs[name.removeprefix(_COUNTRY)].add(entry.document.slug)
        for article in entry.articles:
            articles[entry.document.slug, article].append(at)
    return {name: slug for name, (slug, *others) in slugs.items() if not others}, articles


def _mentions(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the words before each 第N条 or row of them, a document number left out, with the articles."""
    for match in _ARTICLES.finditer(text):
        before = text[max(0, match.start() - 2 * _LONGEST_NAME) : match.start()]
        yield _NUMBER.sub("", before), article_numbers(match[0])


def _slug(before: str, names: dict[str, str]) -> str:
    """Return the document that the words before an article name, with or without 《》; nothing when they name none."""
    if before.endswith("》"):
        return names.get(before[before.rfind("《") + 1 : -1].removeprefix(_COUNTRY), "")
    longest = min(_LONGEST_NAME, len(before))
    suffixes = (before[-size:] for size in range(longest, _SHORTEST_NAME - 1, -1))
    return next((names[suffix] for suffix in suffixes if suffix in names), "")
