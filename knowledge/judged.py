"""Reading a judged collection: what is searched, what is asked, and which of it answers.

`corpus.jsonl` has rows of `id, name, chapter, text`, `queries.jsonl` of `qid, query`, `qrels.jsonl` of `qid, docs`. An
id is a number or a string, and 7 and "7" are the same; a chapter may be missing; `docs` is an id, a list of ids, a list
of [id, grade] or {"id", "grade"}, or a dictionary of grades, of which those above nought answer.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from knowledge.documents import Caption, Document, Extent, Measure, Organ
from knowledge.library import Library
from knowledge.numbering import leading_number

_ARTICLE_IN_NAME: Final = re.compile(r"(?<=.)第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?$")


class CollectionError(ValueError):
    """A row that cannot be used; the message begins with its file and line."""


@dataclass(frozen=True)
class Judged:
    """A collection, and what was noticed on reading it."""

    library: Library
    questions: Mapping[str, str]
    grades: Mapping[str, Mapping[str, float]]
    """For each question with a judgement, the ids that answer and how well."""
    unjudged: int
    """Questions without an answer among the judgements; they are not asked."""
    unasked: int
    """Judgements of questions that are not in `queries.jsonl`."""
    unknown: tuple[str, ...]
    """Ids that are judged to answer but are not in the corpus; they count as not found."""
    repeated: tuple[str, ...]
    """Ids that several rows of the corpus have; the first row is kept."""


def read_judged(folder: Path) -> Judged:
    """Read the three files of a folder. Raises CollectionError, or OSError when a file is missing."""
    measures, repeated = _corpus(folder / "corpus.jsonl")
    questions = {
        _identifier(row, "qid", at): _text(row, "query", at, needed=True) for at, row in _rows(folder / "queries.jsonl")
    }
    grades = _grades(folder / "qrels.jsonl")
    known = {measure.anchor for several in measures.values() for measure in several}
    return Judged(
        library=_library(measures),
        questions={qid: text for qid, text in questions.items() if qid in grades},
        grades=grades,
        unjudged=len(questions.keys() - grades.keys()),
        unasked=len(grades.keys() - questions.keys()),
        unknown=tuple(sorted({one for qid in questions.keys() & grades.keys() for one in grades[qid]} - known)),
        repeated=tuple(repeated),
    )


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of a JSON-lines file with their places; a byte order mark and empty lines are passed over."""
    for number, line in enumerate(path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        place = f"{path.name}:{number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode())
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            raise CollectionError(f"{place}: not a line of JSON in UTF-8 ({error})") from error
        if not isinstance(row, dict):
            raise CollectionError(f"{place}: not an object")
        yield place, row


def _corpus(path: Path) -> tuple[dict[str, list[Measure]], list[str]]:
    """Return the measures by the name of their document, and the ids that came twice."""
    measures: dict[str, list[Measure]] = {}
    seen: set[str] = set()
    repeated: list[str] = []
    for place, row in _rows(path):
        identifier = _identifier(row, "id", place)
        if identifier in seen:
            repeated.append(identifier)
            continue
        seen.add(identifier)
        name, text = _text(row, "name", place), _text(row, "text", place, needed=True)
        number, rest = _numbered(text)
        in_name = None if number else _ARTICLE_IN_NAME.search(name)
        if in_name:
            name, number = name[: in_name.start()], in_name[0]
        chapter = _text(row, "chapter", place)
        parents = (Caption("", chapter),) if chapter else ()
        measures.setdefault(name, []).append(Measure(identifier, number, "", rest, parents))
    if not seen:
        raise CollectionError(f"{path.name}:1: no rows")
    return measures, repeated


def _numbered(text: str) -> tuple[str, str]:
    found = leading_number(text)
    return (found[0].text, found[1]) if found else ("", text)


def _grades(path: Path) -> dict[str, dict[str, float]]:
    """Return the answers of each question; one that has several rows has the answers of all of them."""
    grades: dict[str, dict[str, float]] = {}
    for place, row in _rows(path):
        answers = {one: grade for one, grade in _answers(row.get("docs"), place) if grade > 0}
        if answers:
            grades.setdefault(_identifier(row, "qid", place), {}).update(answers)
    return grades


def _answers(docs: Any, place: str) -> Iterator[tuple[str, float]]:
    """Yield the ids that one judgement names, each with its grade; 1 where none is given."""
    if not isinstance(docs, dict | list):
        docs = [docs]
    for one in docs.items() if isinstance(docs, dict) else docs:
        identifier: Any = one
        grade: Any = 1
        match one:
            case {"id": identifier, **rest}:
                grade = rest.get("grade", 1)
            case [identifier, grade]:
                pass
        try:
            yield _identifier({"docs": identifier}, "docs", place), float(grade)
        except (TypeError, ValueError) as error:
            raise CollectionError(f"{place}: “docs” holds what is no id with a grade: {one!r:.60}") from error


def _identifier(row: Mapping[str, Any], name: str, place: str) -> str:
    """Return an id as text: 7, 7.0 and "7" are one."""
    value = row.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        raise CollectionError(f"{place}: “{name}” is missing or no number or string")
    return str(value).strip()


def _text(row: Mapping[str, Any], name: str, place: str, *, needed: bool = False) -> str:
    """Return a text, or nothing where there is none; a list of headings becomes one line."""
    if needed and name not in row:
        raise CollectionError(f"{place}: “{name}” is missing")
    value = row.get(name)
    if isinstance(value, list):
        value = " ".join(str(one) for one in value if one)
    return "" if value is None else str(value)


def _library(measures: Mapping[str, list[Measure]]) -> Library:
    """Make one document a name, of measures whose anchors are the rows' ids."""
    return Library.of(
        Document(
            slug=f"d{at:06d}",
            title=name,
            issuers=(),
            organs=(Organ.LEGISLATURE,),
            region_code="national",
            extent=Extent.WHOLE,
            read_extent="",
            measures=tuple(several),
        )
        for at, (name, several) in enumerate(measures.items())
    )
