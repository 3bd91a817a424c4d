"""The footnotes and endnotes of a Word document: a mark where each is called, its text after that paragraph."""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from knowledge.importing.drafts import Line

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CALLS: Final = {f"{_W}footnoteReference": f"{_W}footnote", f"{_W}endnoteReference": f"{_W}endnote"}


class WordNotes:
    """Is asked for the mark of each note in the document's order, and for the notes called since it was last asked."""

    def __init__(self, *parts: bytes | None) -> None:
        """Take footnotes.xml and endnotes.xml; either may be missing (None)."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        roots = [etree.fromstring(part, parser) for part in parts if part]
        notes = [note for root in roots for note in root if note.tag in _CALLS.values()]
        self._texts = {(note.tag, note.get(f"{_W}id")): _text(note) for note in notes}
        self._count = 0
        self._called: list[str] = []

    def mark(self, call: Any) -> str:
        """Return the mark that stands for a call, ［注1］ and so on; nothing where the note is not there."""
        text = self._texts.get((_CALLS.get(call.tag), call.get(f"{_W}id")))
        if not text:
            return ""
        self._count += 1
        mark = f"［注{self._count}］"
        self._called.append(f"{mark}{text}")
        return mark

    def called(self) -> Iterator[Line]:
        """Yield the notes called since this was last asked, each as a line that begins no point."""
        called, self._called = self._called, []
        yield from (Line(text, is_note=True) for text in called)


def _text(note: Any) -> str:
    paragraphs = ("".join(run.text or "" for run in each.iter(f"{_W}t")) for each in note.iter(f"{_W}p"))
    return " ".join(" ".join(paragraphs).split())
