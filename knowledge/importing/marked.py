"""The split of a document as plain text that a person can correct: a line ``## 编号 标题`` begins a point.

    一两句概述（可以没有）。

    ## 一、 稳定用工
    正文，可以有几段。

    ## （一） 缓缴社会保险费
    ……

Which point stands under which follows from the kinds of their numbers, as in an import:
第X章, 第X条, 一、, （一）, 1., （1）. Without ``##`` a line is text even when it begins with a number.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from knowledge.captions import captioned
from knowledge.documents import Caption, Measure
from knowledge.importing.drafts import Draft, Notice
from knowledge.importing.outline import Outliner
from knowledge.numbering import leading_number

MARK: Final = "##"


class MarkedTextError(ValueError):
    """The text cannot be split; `faults` says at which lines and why."""

    def __init__(self, faults: Iterable[Notice]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"第{fault.line}行：{fault.message}" for fault in self.faults))


def write_marked(summary: str, measures: Sequence[Measure]) -> str:
    """Return points as text; `read_marked` makes the same points of it."""
    blocks = [summary] if summary else []
    for captions, measure in captioned(measures):
        blocks += [_marked(caption) for _, caption in captions]
        blocks.append(f"{_marked(Caption(measure.number, measure.heading))}\n{measure.text}")
    return "\n\n".join(blocks)


def read_marked(text: str) -> Draft:
    """Split a text at its marks; MarkedTextError with every fault at once, notices for numbers that do not fit."""
    outliner = Outliner()
    faults: list[Notice] = []
    for at, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith(MARK):
            outliner.add(line.strip())
            continue
        found = leading_number(line.strip().lstrip("#"))
        if found:
            outliner.enter(at, found[0], found[1], "")
        else:
            faults.append(Notice(at, "“##”之后要写编号，如 第五条、五、（五）5. 或 要点5"))
    faults += outliner.empty
    if not outliner.measures:
        faults.append(Notice(1, "没有一个条目：每个条目以一行“## 编号 标题”起头"))
    if faults:
        raise MarkedTextError(faults)
    return Draft("", None, None, "", "\n".join(outliner.before), outliner.measures, tuple(outliner.notices))


def _marked(caption: Caption) -> str:
    return f"{MARK} {caption.number} {caption.heading}".rstrip()
