"""What the index holds: one entry for each measure, and one for each title-only document."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.documents import Document, Measure
from knowledge.library import Library
from knowledge.numbering import article_numbers, leading_number


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure in its document; `measure` is None for a title-only document."""

    document: Document
    measure: Measure | None

    @property
    def heading(self) -> str:
        """The measure's own heading, or nothing."""
        return self.measure.heading if self.measure else ""

    @property
    def text(self) -> str:
        """What the measure says; for a title-only document, who names it and how."""
        if self.measure:
            return self.measure.text
        return "；".join(f"{mention.where}：{mention.wording}" for mention in self.document.named_in)

    @property
    def articles(self) -> frozenset[int]:
        """The N of 第N条 under which people look for the measure; 三、 and 3. are 3 as well."""
        if not self.measure:
            return frozenset()
        own = leading_number(self.measure.number)
        if own and own[0].kind in {"item", "bracket", "arabic"} and not self.measure.parents:
            return frozenset({own[0].value})
        return frozenset(article_numbers(self.measure.number))


def entries(library: Library) -> Iterator[Entry]:
    """All entries in the order of the library; the position of an entry is its number in the index."""
    for document in library:
        if document.title_only:
            yield Entry(document, None)
        for measure in document:
            yield Entry(document, measure)
