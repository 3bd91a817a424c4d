"""How a measure is cited: 《题名》（文号）第五条第（二）项."""

from typing import Final

from knowledge.documents import Document, Measure, Organ

_OWN: Final = "要点"


def cite(document: Document, measure: Measure | None = None) -> str:
    """Return the citation of a document or one of its measures.

    A document without a number, a law apart, carries its issuers in front, so that two of one title are told apart.
    A title that is a description of ours, not the document's own words, stands without 《》. A point that we numbered
    ourselves is cited as 本库要点, never as 第N条.
    """
    title = document.quoted_title
    if document.number:
        title += f"（{document.number}）"
    elif Organ.LEGISLATURE not in document.organs and document.issuer not in document.title:
        title = document.issuer + title
    return title + (_point(measure) if measure else "")


def _point(measure: Measure) -> str:
    return f"（本库{measure.number}）" if measure.number.startswith(_OWN) else measure.point
