"""DOCX, HTML, PDF with a text layer, Markdown and plain text into drafts of numbered measures."""

from knowledge.importing.drafts import Draft, Notice
from knowledge.importing.marked import MarkedTextError, read_marked, write_marked
from knowledge.importing.reading import read_draft
from knowledge.importing.refusals import ImportRefusedError, Refusal

__all__ = [
    "Draft",
    "ImportRefusedError",
    "MarkedTextError",
    "Notice",
    "Refusal",
    "read_draft",
    "read_marked",
    "write_marked",
]
