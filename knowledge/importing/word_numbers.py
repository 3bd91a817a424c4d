"""The numbers that Word prints by itself (w:numPr), worked out from the file's lists as Word does.

ECMA-376 Part 1, 17.9: a paragraph, or its style, names a list and a level; the level says where it begins, how its
number is written and what stands around it. A deeper level begins anew after a higher one.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from knowledge.numbering import chinese

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE: Final = f"{_W}val"
_LEVELS: Final = 9
_CIRCLED: Final = 20
_MOST_STYLES: Final = 20


def _circled(value: int) -> str:
    return chr(ord("①") + value - 1) if 1 <= value <= _CIRCLED else str(value)


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26)


_WRITTEN: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": chinese,
    "decimalZero": "{:02d}".format,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
}
_UNNUMBERED: Final = frozenset({"bullet", "none"})


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered; `text` is 第%1条 or %1.%2."""

    start: int
    kind: str
    text: str
    legal: bool

    def written(self, value: int) -> str:
        return _WRITTEN.get(self.kind, str)(value)


class WordNumbers:
    """Is asked for the number of each paragraph in the document's order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """Take the roots of numbering.xml and styles.xml; either may be missing (None)."""
        self._lists = _lists(numbering) if numbering is not None else {}
        found = styles.findall(f"{_W}style") if styles is not None else []
        self._styles = {style.get(f"{_W}styleId"): style for style in found}
        self._counts: defaultdict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)

    def number(self, paragraph: Any) -> str:
        """Return the number that Word prints before a paragraph; nothing for one without, or with a bullet."""
        family, at = self._place(paragraph)
        levels = self._lists.get(family, ("", {}))[1]
        if at not in levels:
            return ""
        counts = self._counts[self._lists[family][0]]
        before = counts[at]
        counts[at] = levels[at].start if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        if levels[at].kind in _UNNUMBERED:
            return ""
        return _printed(levels, counts, at)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Return the list and level of a paragraph: its own, or those of its style or of one that this is based on."""
        style = _value(paragraph, "pPr/pStyle")
        family, level = _value(paragraph, "pPr/numPr/numId"), _value(paragraph, "pPr/numPr/ilvl")
        for _ in range(_MOST_STYLES):
            if (family and level) or style not in self._styles:
                break
            element = self._styles[style]
            family = family or _value(element, "pPr/numPr/numId")
            level = level or _value(element, "pPr/numPr/ilvl")
            style = _value(element, "basedOn")
        return family, min(int(level), _LEVELS - 1) if level.isdecimal() else 0


def _printed(levels: dict[int, _Level], counts: list[int | None], at: int) -> str:
    text = levels[at].text
    for above in range(at + 1):
        if f"%{above + 1}" in text and above in levels:
            value = counts[above]
            if value is None:  # Word counts a level that was passed over as if it had been there once
                value = counts[above] = levels[above].start
            text = text.replace(f"%{above + 1}", str(value) if levels[at].legal else levels[above].written(value))
    return text.strip()


def _lists(numbering: Any) -> dict[str, tuple[str, dict[int, _Level]]]:
    """Return for each list the row in which it counts, and its levels. Lists of one definition count together."""
    abstract = {one.get(f"{_W}abstractNumId"): one for one in numbering.findall(f"{_W}abstractNum")}
    lists = {}
    for one in numbering.findall(f"{_W}num"):
        name, kind = one.get(f"{_W}numId"), _value(one, "abstractNumId")
        levels = _levels(abstract[kind].findall(f"{_W}lvl")) if kind in abstract else {}
        changed = one.findall(f"{_W}lvlOverride")
        for override in changed:
            levels |= _levels(override.findall(f"{_W}lvl"))
            at, start = int(override.get(f"{_W}ilvl") or 0), _value(override, "startOverride")
            if at in levels and start:
                levels[at] = _Level(int(start), levels[at].kind, levels[at].text, levels[at].legal)
        lists[name] = (f"num-{name}" if changed else f"abstract-{kind}", levels)
    return lists


def _levels(elements: list[Any]) -> dict[int, _Level]:
    return {
        int(level.get(f"{_W}ilvl") or 0): _Level(
            int(_value(level, "start") or 1),
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
            level.find(f"{_W}isLgl") is not None,
        )
        for level in elements
    }


def _value(element: Any, path: str) -> str:
    found = element.find("/".join(_W + step for step in path.split("/")))
    return (found.get(_VALUE) or "") if found is not None else ""
