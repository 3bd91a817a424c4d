"""The YAML front matter of a document's file, read with the line of every key so that faults can be pointed at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from knowledge.documents import THEMES, Document, Extent, Measure, Mention, Organ, Validity
from knowledge.partial_dates import PartialDate
from knowledge.regions import regions

_REQUIRED = ("title", "issuers", "organs", "region", "extent", "read")
_DATES = {
    "made_on", "published_on", "posted_on", "reported_on", "dated_on", "applies_from", "applies_until",
}  # fmt: skip
_LISTS = {"issuers", "organs", "aliases", "themes", "sources", "named_in"}
_TEXTS = {
    "title",
    "region",
    "extent",
    "read",
    "number",
    "title_is_verbatim",
    "validity",
    "validity_note",
    "replaced_by",
}


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault in one file; the line counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class DocumentFacts:
    """Front matter that has passed all checks."""

    values: dict[str, Any]

    @property
    def title_only(self) -> bool:
        """Whether the document is known by its title alone."""
        return self.values["extent"] is Extent.TITLE

    def document(self, *, slug: str, summary: str, measures: tuple[Measure, ...]) -> Document:
        """Return the document with these facts and this text."""
        return Document(slug=slug, summary=summary, measures=measures, **self.values)


def read_front_matter(name: str, text: str, report: Callable[[Problem], Any]) -> tuple[DocumentFacts | None, int, str]:
    """Return the facts (None when there are faults), the line at which the body begins, and the body."""
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        report(Problem(name, 1, "缺少以 --- 起止的文件信息"))
        return None, 1, text
    reader = _Reader(name, report)
    facts = reader.read("\n".join(lines[1:end]))
    return facts, end + 2, "\n".join(lines[end + 1 :])


class _Reader:
    """Turns YAML nodes into typed values and reports what does not fit."""

    def __init__(self, name: str, report: Callable[[Problem], Any]) -> None:
        self._name, self._report = name, report
        self._faults = 0

    def read(self, source: str) -> DocumentFacts | None:
        try:
            root = yaml.compose(source, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self._fault((mark.line if mark else 0) + 2, f"文件信息不是有效的 YAML：{getattr(error, 'problem', error)}")
            return None
        if not isinstance(root, yaml.MappingNode):
            self._fault(2, "文件信息应当是“键: 值”")
            return None
        given = {key.value: node for key, node in root.value}
        for missing in [key for key in _REQUIRED if key not in given]:
            self._fault(1, f"缺少 {missing}")
        values = {key: self._value(key, node) for key, node in given.items()}
        self._check_whole(values)
        return None if self._faults else DocumentFacts(_renamed(values))

    def _fault(self, line: int, message: str) -> None:
        self._faults += 1
        self._report(Problem(self._name, line, message))

    def _value(self, key: str, node: yaml.Node) -> Any:
        line = node.start_mark.line + 2
        if key in _LISTS:
            return self._several(key, node, line)
        if key not in _TEXTS | _DATES:
            self._fault(line, f"不认识的项目 {key}")
            return None
        if not isinstance(node, yaml.ScalarNode):
            self._fault(line, f"{key} 应当是一行文字")
            return None
        return self._one(key, node.value.strip(), line)

    def _several(self, key: str, node: yaml.Node, line: int) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self._fault(line, f"{key} 应当是列表")
            return ()
        found = []
        for item in node.value:
            at = item.start_mark.line + 2
            if key == "named_in":
                found.append(self._mention(item, at))
            elif isinstance(item, yaml.ScalarNode) and item.value.strip():
                found.append(self._one(key, item.value.strip(), at))
            else:
                self._fault(at, f"{key} 的每一项应当是一行文字")
        return tuple(found)

    def _one(self, key: str, text: str, line: int) -> Any:
        """One scalar as the type that its key asks for."""
        readers: dict[str, Callable[[str], Any]] = {
            "extent": Extent, "validity": Validity, "organs": Organ, "title_is_verbatim": _truth,
            "themes": _one_of("主题", THEMES), "region": _one_of("地域", regions()), "sources": _web_address,
        }  # fmt: skip
        try:
            return readers.get(key, PartialDate.parse if key in _DATES else str)(text)
        except ValueError as error:
            self._fault(line, f"{key}：{error}")
            return None

    def _mention(self, node: yaml.Node, line: int) -> Mention | None:
        pairs = {key.value: value.value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
        if pairs.keys() != {"where", "wording"}:
            self._fault(line, "named_in 的每一项写明 where 和 wording")
            return None
        return Mention(pairs["where"], pairs["wording"])

    def _check_whole(self, values: dict[str, Any]) -> None:
        if values.get("extent") is Extent.TITLE and not values.get("named_in"):
            self._fault(1, "仅有题名的文件要写明在哪里被点名（named_in）")
        start, end = values.get("applies_from"), values.get("applies_until")
        if start and end and end < start:
            self._fault(1, "applies_until 早于 applies_from")


def _renamed(values: dict[str, Any]) -> dict[str, Any]:
    names = {"region": "region_code", "read": "read_extent"}
    return {names.get(key, key): value for key, value in values.items()}


def _one_of(what: str, allowed: Iterable[str]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"“{text}”不是登记的{what}")
        return text

    return check


def _truth(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(f"“{text}”应为 true 或 false")
    return text == "true"


def _web_address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError(f"“{text}”不是网址")
    return text
