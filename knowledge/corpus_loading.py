"""The Markdown library: front matter and numbered headings, checked as a whole.

Every fault of every file is collected before anything is raised, each with its file and line.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.documents import Caption, Document, Measure
from knowledge.front_matter import Problem, read_front_matter
from knowledge.library import Library
from knowledge.numbering import PrintedNumber, leading_number

CORPUS = Path(__file__).with_name("corpus")
_HEADING = re.compile(r"(#{2,5})\s+(.*?)\s*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class CorpusError(ValueError):
    """The library cannot be used; `problems` has every fault found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def load_corpus(folder: Path = CORPUS) -> Library:
    """Every `*.md` in a folder as one library; CorpusError lists all faults at once."""
    problems: list[Problem] = []
    documents = [document for path in sorted(folder.glob("*.md")) if (document := load_document(path, problems.append))]
    slugs = {document.slug for document in documents}
    problems.extend(
        Problem(f"{document.slug}.md", 1, f"replaced_by 指向不存在的文件 {document.replaced_by}")
        for document in documents
        if document.replaced_by and document.replaced_by not in slugs
    )
    if problems:
        raise CorpusError(problems)
    return Library.of(documents)


def corpus_edition(folder: Path = CORPUS) -> str:
    """SHA-256 (hex) of the files of a folder: tells one release's documents from another's without parsing them."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.md")):
        whole.update(path.name.encode() + b"\n" + path.read_bytes())
    return whole.hexdigest()


def load_document(path: Path, report: Callable[[Problem], Any]) -> Document | None:
    """One file; None when it has faults, each of which goes to `report`."""
    before: list[Problem] = []
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        report(Problem(path.name, 1, "不是 UTF-8 文本"))
        return None
    if not _SLUG.fullmatch(path.stem):
        before.append(Problem(path.name, 1, "文件名只能用小写字母、数字和连字符"))
    facts, first_line, body = read_front_matter(path.name, text, before.append)
    summary, measures = _Body(path.name, first_line, before.append).read(body)
    if facts and facts.title_only and measures:
        before.append(Problem(path.name, first_line, "仅有题名的文件不得有条目"))
    if facts and not facts.title_only and not measures:
        before.append(Problem(path.name, first_line, "没有一个编号条目"))
    for problem in before:
        report(problem)
    if before or facts is None:
        return None
    return facts.document(slug=path.stem, summary=summary, measures=tuple(measures))


@dataclass
class _Open:
    """A heading whose text is still being read."""

    depth: int
    line: int
    number: PrintedNumber
    heading: str


class _Body:
    """Reads the headings and paragraphs under the front matter of one file."""

    def __init__(self, name: str, first_line: int, report: Callable[[Problem], Any]) -> None:
        self._name, self._line, self._report = name, first_line, report
        self._path: list[_Open] = []
        self._text: list[str] = []
        self._measures: list[Measure] = []
        self._lines: dict[str, int] = {}
        self._captions: set[str] = set()

    def read(self, body: str) -> tuple[str, list[Measure]]:
        """Return the paragraphs before the first heading, and the measures."""
        summary = ""
        for at, line in enumerate(body.splitlines()):
            match = _HEADING.fullmatch(line)
            if match:
                summary = self._close() or summary
                self._open(len(match[1]), self._line + at, match[2])
            elif line.startswith("#"):
                self._report(Problem(self._name, self._line + at, "标题只用二至五级（## 至 #####）"))
            elif line.strip():
                self._text.append(line.strip())
        summary = self._close() or summary
        return summary, self._without_bare_parents()

    def _open(self, depth: int, line: int, title: str) -> None:
        found = leading_number(title)
        while self._path and self._path[-1].depth >= depth:
            self._path.pop()
        if found is None:
            self._report(Problem(self._name, line, f"标题“{title}”没有编号（第X条、一、（一）1. 或 要点1）"))
            self._path.clear()
            return
        self._path.append(_Open(depth, line, *found))

    def _close(self) -> str:
        """Make a measure of the text read since the last heading; without a heading it is the summary."""
        text, self._text = "\n".join(self._text), []
        if not self._path:
            return text
        here = self._path[-1]
        steps = [step.number.anchor for step in self._path]
        anchor = "-".join(steps)
        if anchor in self._lines:
            self._report(Problem(self._name, here.line, f"编号“{here.number.text}”在同一层重复"))
        self._lines[anchor] = here.line
        self._captions.update("-".join(steps[:at]) for at in range(1, len(steps)))
        parents = tuple(Caption(step.number.text, step.heading) for step in self._path[:-1])
        self._measures.append(Measure(anchor, here.number.text, here.heading, text, parents))
        return ""

    def _without_bare_parents(self) -> list[Measure]:
        """Return a heading with nothing under it but other headings is a caption, not a measure."""
        kept = []
        for measure in self._measures:
            if measure.text:
                kept.append(measure)
            elif measure.anchor not in self._captions:
                self._report(Problem(self._name, self._lines[measure.anchor], f"条目“{measure.number}”没有正文"))
        return kept
