"""Titles broken by sense into a trapezoid or a lozenge (GB/T 9704 §7.3.1: 词意完整，排列对称，长短适宜)."""

import re
from collections.abc import Iterator
from itertools import pairwise

import rjieba

WIDEST = 19
"""Characters of 2 号 in a line of a title: one less than fit, so that a full line does not touch both margins."""

HELD = re.compile(
    r"《[^《》]{1,12}》|“[^“”]{1,10}”|〔\d+〕\d*号?|[一二三四五六七八九十]{1,3}号[\u4e00-\u9fff]{2}|×+|"
    r"[\x21-\x7e]+(?: [\x21-\x7e]+){0,4}[㎡㎥]?"
)
"""What stays in one piece, as well as words."""

CLINGING = re.compile(r"[的了地得等之，、。；：！？）》”’〕号年月日㎡％]|有限|股份|公司|集团|委员会|[局厂]$")
"""Begins no line: particles, closing marks, units, and the ends of names."""

GOOD_END = re.compile(r"(?:[，、》的]|公司|集团|委员会|[县市区省]委|[局厂院镇])$")
"""Ends a line well: a phrase or a name is complete."""

PAIRS = ("（）", "《》", "“”")
"""What opens on a line had better close on it."""

LEADING = re.compile(r"[（《“‘〔×]|关于|对|向|与|和|及|在|为|将|请|被|因|由|不|未|已|拟|无")
"""Ends no line."""


def width(text: str) -> float:
    """Measure a text in ems: half of one for a character of ASCII."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def title_lines(title: str, widest: int = WIDEST) -> tuple[str, ...]:
    """Break a title, or a long name, into as few lines (ems) as hold it, at the places that read and look best."""
    if width(title) <= widest:
        return (title,)
    pieces = tuple(pieces_of(title))
    for count in range(int(-(-width(title) // widest)), len(pieces) + 1):
        settings = list(_settings(pieces, count, widest))
        if settings:
            return tuple(line.strip() for line in min(settings, key=_ugliness))
    return tuple(title[start : start + widest] for start in range(0, len(title), widest))


def _settings(pieces: tuple[str, ...], count: int, widest: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to set pieces in a number of lines of which none is too wide."""
    if count == 1:
        if pieces and width("".join(pieces)) <= widest:
            yield ("".join(pieces),)
        return
    for end in range(1, len(pieces)):
        line = "".join(pieces[:end])
        if width(line) > widest:
            return
        if width("".join(pieces[end:])) <= widest * (count - 1):
            for rest in _settings(pieces[end:], count - 1, widest):
                yield (line, *rest)


def pieces_of(title: str) -> Iterator[str]:
    """Cut a title into pieces between which a line may end."""
    piece = ""
    for word in _words(title):
        if piece and not CLINGING.match(word) and not LEADING.fullmatch(piece) and not piece.endswith("×"):
            yield piece
            piece = word
        else:
            piece += word
    yield piece


def _words(title: str) -> Iterator[str]:
    end = 0
    for held in HELD.finditer(title):
        yield from rjieba.cut(title[end : held.start()])
        yield held[0]
        end = held.end()
    yield from rjieba.cut(title[end:])


def _ugliness(lines: tuple[str, ...]) -> float:
    """Weigh a shape: lines that are alike, a waist, a lonely last word, open pairs, and ends against the sense cost."""
    widths = [width(line) for line in lines]
    steps = [after - before for before, after in pairwise(widths)]
    cost = float(sum(max(0, 1.5 - abs(step)) * 2 + max(0, abs(step) - 5) for step in steps))
    cost += sum(8 for before, after in pairwise(steps) if before < 0 < after)
    cost += max(0, 5 - widths[-1]) * 3
    cost -= sum(4 for line in lines[:-1] if GOOD_END.search(line))
    cost += sum(4 for line in lines for pair in PAIRS if line.count(pair[0]) != line.count(pair[1]))
    return cost + sum(3 for line in lines[1:] if len(line) < 3)  # noqa: PLR2004 - a word alone
