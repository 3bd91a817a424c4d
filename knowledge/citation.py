"""How a measure is cited: 《题名》（文号）第五条第（二）项."""

import re

from knowledge.documents import Document, Measure, Organ
from knowledge.numbering import PrintedNumber, leading_number


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
    printed = [found[0] for caption in measure.parents if (found := leading_number(caption.number))]
    own = leading_number(measure.number)
    if own is None:
        return ""
    steps = [*printed, own[0]]
    if own[0].kind == "own":
        return f"（本库{measure.number}）"
    articles = [at for at, step in enumerate(steps) if step.kind == "article"]
    steps = steps[articles[-1] :] if articles else [step for step in steps if step.kind not in {"part", "chapter"}]
    return "".join(_name(step, last=at == len(steps) - 1, first=at == 0) for at, step in enumerate(steps))


def _name(step: PrintedNumber, *, first: bool, last: bool) -> str:
    """条 at the top, 项 below it; a 一、 with points under it is a 部分."""
    if step.kind in {"article", "section"}:
        return step.text
    bare = re.sub(r"[、.．]$", "", step.text)
    if not first:
        return f"第{bare}项"
    return f"第{bare}部分" if step.kind == "item" and not last else f"第{bare}条"
