"""The paragraphs of a Word document as they are read: insertions in, deletions out, boxes and tables in their place."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from knowledge.importing.drafts import Line
from knowledge.importing.word_notes import WordNotes
from knowledge.importing.word_numbers import WordNumbers

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REMOVED: Final = frozenset({f"{_W}del", f"{_W}moveFrom"})
_REVISED: Final = frozenset({*_REMOVED, f"{_W}ins", f"{_W}moveTo"})
_NOTES: Final = frozenset({f"{_W}footnoteReference", f"{_W}endnoteReference"})
_BOX: Final = f"{_W}txbxContent"
_PASSED_OVER: Final = frozenset({*_REMOVED, f"{_W}pPr", _BOX, _FALLBACK})
_SIGNS: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_IN_REVISION: Final = "这一段有修订，按接受修订后的文字导入"
_HAS_NOTE: Final = "这一段有脚注或尾注，注文放在段后"
_LOST_NOTE: Final = "这一段有脚注或尾注，注文没有导入"
_IN_BOX: Final = "文本框里的文字，放在它所在的段落之后"


class Counted(NamedTuple):
    """What counts on through the document: the numbers of its lists, and its notes."""

    numbers: WordNumbers
    notes: WordNotes


def lines_of(body: Any, counted: Counted, doubt: str = "") -> Iterator[Line]:
    """Yield the lines of a body, a cell or a box in their order; `doubt` is what is to be said of each of them."""
    for block in body:
        if block.tag == f"{_W}p":
            yield from _paragraph(block, counted, doubt)
        elif block.tag == f"{_W}tr":
            yield from _row(block, counted, doubt)
        elif block.tag not in _PASSED_OVER:  # tables, content controls and other wrappers
            yield from lines_of(block, counted, doubt)


def _paragraph(paragraph: Any, counted: Counted, doubt: str) -> Iterator[Line]:
    number, text = counted.numbers.number(paragraph), "".join(_text(paragraph, counted.notes))
    first, *others = text.split("\n")
    if number and text.strip():
        first = f"{number} {first}" if number[-1].isalnum() else number + first
    notes = list(counted.notes.called())
    yield Line(first, automatic=bool(number), doubt=doubt or _doubt(paragraph, notes))
    yield from (Line(other, doubt=doubt) for other in others)
    yield from notes
    for box in paragraph.iter(_BOX):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from lines_of(box, counted, _IN_BOX)


def _text(element: Any, notes: WordNotes) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag in _NOTES:
            yield notes.mark(child)
        elif child.tag not in _PASSED_OVER:
            yield from _text(child, notes)


def _doubt(paragraph: Any, notes: list[Line]) -> str:
    inside = {element.tag for element in paragraph.iter()}
    if inside & _REVISED:
        return _IN_REVISION
    if notes:
        return _HAS_NOTE
    return _LOST_NOTE if inside & _NOTES else ""


def _row(row: Any, counted: Counted, doubt: str) -> Iterator[Line]:
    """Yield a row as one line when each cell holds one paragraph, then its notes; else its paragraphs, as they are."""
    cells = [list(lines_of(cell, counted, doubt)) for cell in row.iterfind(f"{_W}tc")]
    written = [[line for line in cell if line.text.strip()] for cell in cells]
    if all(sum(not line.is_note for line in cell) <= 1 for cell in written):
        notes = [line for cell in written for line in cell if line.is_note]
        written = [[line for line in cell if not line.is_note] for cell in written]
        doubts = (line.doubt for cell in written for line in cell if line.doubt)
        yield Line(" ".join(line.text.strip() for cell in written for line in cell), doubt=next(doubts, ""))
        yield from notes
    else:
        yield from (line for cell in written for line in cell)
