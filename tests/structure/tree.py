"""The project's own files and functions, as the tests of its shape read them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("portal", "knowledge", "forms", "runner", "bench")
FIRST_PARTY = frozenset({*PROGRAM, "tests"})
OWN = (*PROGRAM, "templates", "tests", "docs", "requirements", ".ci")
GENERATED = ("portal/migrations/versions/",)
TEXT = frozenset({"", ".py", ".html", ".md", ".toml", ".txt", ".css", ".js", ".tsv", ".cfg", ".svg", ".mako"})
ROUTING = frozenset({"route", "get", "post"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Place:
    """A stretch of one file."""

    path: Path
    line: int
    lines: int
    name: str = ""

    def __str__(self) -> str:
        return f"{said(self.path)}:{self.line} {self.name} ({self.lines} lines)"


def said(path: Path) -> str:
    """Return a path as people write it: from the project's root."""
    return path.relative_to(ROOT).as_posix()


def modules(*folders: str) -> list[Path]:
    """Return the Python modules of the folders, without what a tool generates."""
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [path for path in found if not said(path).startswith(GENERATED)]


def templates() -> list[Path]:
    """Return every template of the portal."""
    return sorted((ROOT / "templates").rglob("*.html"))


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the project with what it says."""
    inside = [path for folder in OWN for path in (ROOT / folder).rglob("*")]
    for path in sorted([*inside, *ROOT.glob("*"), ROOT / ".gitignore"]):
        if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
            yield path, path.read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def lines_of(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method of a module."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, Function))


def length(path: Path, function: Function) -> Place:
    """Return where a function stands and how long it is, decorators apart."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    return Place(path, function.lineno, lines, function.name)


def is_view(function: Function) -> bool:
    """Tell whether a function answers an address: a blueprint's decorator says so."""
    called = [one.func for one in function.decorator_list if isinstance(one, ast.Call)]
    return any(isinstance(one, ast.Attribute) and one.attr in ROUTING for one in called)


def lines_with(pattern: str, *folders: str) -> list[str]:
    """Name the lines of modules that match a regular expression."""
    wanted = re.compile(pattern)
    return [
        f"{said(path)}:{number}: {line.strip()}"
        for path in modules(*folders)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if wanted.search(line)
    ]
