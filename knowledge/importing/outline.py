"""Lines of a document to a tree of numbered measures.

Numbers are taken as printed. A number that skips, repeats or does not fit its neighbours is kept and reported; a
missing one is never made up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.documents import Caption, Measure
from knowledge.importing.drafts import Draft, Line, Notice
from knowledge.importing.refusals import MOST_MEASURES, ImportRefusedError, Refusal
from knowledge.importing.titles import Titled, find_title
from knowledge.numbering import PrintedNumber, leading_number
from knowledge.partial_dates import PartialDate

_DOCUMENT_NUMBER = re.compile(r"[\u3400-\u9fff]{2,12}[〔\[［（(]\d{4}[〕\]］）)]\s*第?\d{1,5}\s*号")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_RELEASE = re.compile(r"[（(]此件[^（()）]{2,20}[）)]")
"""The remark under the date on who may see it (附注, GB/T 9704—2012, 7.3.7): 此件公开发布."""
_NOTE_MARK = re.compile(r"［注\d+］")
_LONGEST_HEADING = 40
_LONGEST_SIGNATURE = 30
_STRUCTURE = frozenset({"part", "chapter", "section"})


@dataclass
class _Open:
    line: int
    number: PrintedNumber
    heading: str
    anchor: str
    texts: list[str] = field(default_factory=list)
    has_children: bool = False


def outline(lines: Sequence[Line], title: str = "") -> Draft:
    """Return the draft; ImportRefusedError when there is no text or far too many points."""
    if not any(line.text.strip() for line in lines):
        raise ImportRefusedError(Refusal.EMPTY)
    body, signature, made_on = _signed(lines)
    outliner = Outliner()
    for at, line in enumerate(body, 1):
        outliner.take(at, line)
    return outliner.draft(title, signature, made_on)


def _signed(lines: Sequence[Line]) -> tuple[list[Line], str, PartialDate | None]:
    """Part the signature and date at the end from the text above them."""
    kept = list(lines)
    while kept and (not kept[-1].text.strip() or _RELEASE.fullmatch(kept[-1].text.strip())):
        kept.pop()
    match = _DATE.fullmatch(kept[-1].text.strip().strip("（）()")) if kept else None
    if not match:
        return kept, "", None
    kept.pop()
    signed: list[str] = []
    while kept and len(text := kept[-1].text.strip()) <= _LONGEST_SIGNATURE and not re.search(r"[。；：，]", text):
        if leading_number(text) or len(kept) == 1:
            break
        signed.insert(0, kept.pop().text.strip())
    try:
        made_on = PartialDate.parse("-".join((match[1], match[2].zfill(2), match[3].zfill(2))))
    except ValueError:
        made_on = None
    return kept, " ".join(filter(None, signed)), made_on


class Outliner:
    """Is given the lines one by one and knows the headings that are open above the present one."""

    def __init__(self) -> None:
        self.before: list[str] = []
        self.notices: list[Notice] = []
        self._open: list[_Open] = []
        self._all: list[tuple[_Open, tuple[Caption, ...]]] = []
        self._last: dict[str, int] = {}
        self._kinds: dict[str, str] = {}
        self._anchors: set[str] = set()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The points; a heading with nothing under it but other points is a caption, not a point."""
        return tuple(_measure(item, parents) for item, parents in self._all if item.texts or not item.has_children)

    @property
    def empty(self) -> list[Notice]:
        """The points that consist of a number alone."""
        bare = (item for item, _ in self._all if not (item.heading or item.texts or item.has_children))
        return [Notice(item.line, f"条目没有内容：{item.number.text}") for item in bare]

    def draft(self, title: str, signature: str, made_on: PartialDate | None) -> Draft:
        """Return all lines taken as a draft; what stands before the first point gives title and document number."""
        if not self._all:
            self.notices.append(Notice(1, "没有找到编号条目"))
        found = next((match[0] for text in self.before if (match := _DOCUMENT_NUMBER.search(text))), None)
        head = [text for text in self.before if not _DOCUMENT_NUMBER.fullmatch(text)]
        titled = (
            Titled(title, "", [text for text in head if text != title], is_joined=False) if title else find_title(head)
        )
        if titled.is_joined:
            self.notices.append(Notice(1, f"标题由几行合成：{titled.title}"))
        named, issuer = _NOTE_MARK.sub("", titled.title), signature or titled.organs
        return Draft(named, found, made_on, issuer, "\n".join(titled.rest), self.measures, tuple(self.notices))

    def take(self, at: int, line: Line) -> None:
        """Read a line of the original, which begins a point when it begins with a number."""
        text = line.text.strip()
        if line.doubt and text:
            self.notices.append(Notice(at, f"{line.doubt}：{text[:20]}"))
        if line.is_note:
            self.add(text)
            return
        found = leading_number(text)
        if found and found[0].kind != "own":
            number, rest = found
            self.enter(at, number, *_heading(number, rest))
            return
        if line.automatic and text:
            self.notices.append(Notice(at, f"自动编号没有当作条目：{text[:20]}"))
        self.add(text)

    def add(self, text: str) -> None:
        """Put a paragraph to the point that is open, or before them all."""
        if text:
            (self._open[-1].texts if self._open else self.before).append(text)

    def enter(self, at: int, number: PrintedNumber, heading: str, text: str) -> None:
        """Begin a point under those above it; what does not fit in the row of numbers is noted."""
        while self._open and self._open[-1].number.rank >= number.rank:
            self._open.pop()
        parents = tuple(Caption(item.number.text, item.heading) for item in self._open)
        self._check_order(at, number)
        item = _Open(at, number, heading, self._anchor(number), [text] if text else [])
        for above in self._open:
            above.has_children = True
        self._open.append(item)
        self._all.append((item, parents))
        if len(self._all) > MOST_MEASURES:
            raise ImportRefusedError(Refusal.TOO_MANY_MEASURES)

    def _check_order(self, at: int, number: PrintedNumber) -> None:
        """Report what skips, repeats, or mixes styles; articles, and （一） under 一、, may count on past a heading."""
        place = "" if number.kind == "article" else "-".join(item.anchor for item in self._open)
        first_here = self._kinds.setdefault(place, number.kind)
        if number.kind not in {"article", first_here} and not {first_here, number.kind} & _STRUCTURE:
            self.notices.append(Notice(at, f"同一层编号样式不一致：{number.text}"))
        here, running = f"{place}/{number.kind}", f"*/{number.kind}"
        expected = {self._last.get(here, 0) + 1}
        if here not in self._last:
            expected.add(self._last.get(running, 0) + 1)
        if number.suffix:
            expected.add(number.value)
        if number.value not in expected:
            self.notices.append(Notice(at, f"编号不连续或重复：{number.text}"))
        self._last[here] = self._last[running] = number.value

    def _anchor(self, number: PrintedNumber) -> str:
        """Return a unique address; articles count through the document, so theirs needs no chapter."""
        above = [] if number.kind == "article" else [item.anchor for item in self._open[-1:]]
        anchor = wanted = "-".join([*above, number.anchor])
        again = 1
        while anchor in self._anchors:
            again += 1
            anchor = f"{wanted}.r{again}"
        self._anchors.add(anchor)
        return anchor


def _heading(number: PrintedNumber, rest: str) -> tuple[str, str]:
    """Part a heading from the text that follows it on its line; an article has none."""
    if number.kind == "article":
        return "", rest
    if number.kind in _STRUCTURE or (len(rest) <= _LONGEST_HEADING and not rest.endswith(("。", "；"))):
        return rest, ""
    first, stop, after = rest.partition("。")
    return (first, after.strip()) if stop and after.strip() and len(first) <= _LONGEST_HEADING else ("", rest)


def _measure(item: _Open, parents: tuple[Caption, ...]) -> Measure:
    """Make the measure; a heading with no text under it is a point in itself."""
    text = "\n".join(item.texts)
    return Measure(item.anchor, item.number.text, item.heading if text else "", text or item.heading, parents)
