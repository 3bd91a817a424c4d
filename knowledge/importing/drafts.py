"""What an import yields: a draft for a person to check, with everything doubtful pointed out."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from knowledge.documents import Document, Extent, Measure
from knowledge.partial_dates import PartialDate


class Line(NamedTuple):
    """One paragraph of the original; `automatic` when a list numbers it and the number is not in the text.

    `doubt` is what the reader has to say of it, for a person to check; a note belongs to the paragraph before it.
    """

    text: str
    automatic: bool = False
    doubt: str = ""
    is_note: bool = False


class Notice(NamedTuple):
    """Something to check, at a line of the original (from 1)."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as far as its file tells; nothing in it is guessed."""

    title: str
    number: str | None
    made_on: PartialDate | None
    signature: str
    summary: str
    measures: tuple[Measure, ...]
    notices: tuple[Notice, ...]

    def document(self, **facts: Any) -> Document:
        """Return the document with the facts that a person has added: slug, issuers, organs, region_code and others."""
        known = {
            "title": self.title,
            "number": self.number,
            "made_on": self.made_on,
            "summary": self.summary,
            "extent": Extent.WHOLE,
            "read_extent": "全文导入",
            "measures": self.measures,
        }
        return Document(**(known | facts))
