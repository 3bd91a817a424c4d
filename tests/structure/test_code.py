"""What the code never does."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.structure.tree import FIRST_PARTY, PROGRAM, functions, lines_with, modules, parsed, said

# Reads WeasyPrint's fonts at import: what needs it is imported once the fonts' folder has been named.
LAZY = {"bench/letters.py"}
VAGUE = {"utils", "helpers", "common", "core", "misc", "util", "helper", "base"}
# Where a transaction ends, and why there. Besides these, each command ends its own.
EDGES = {
    "portal/database.py": "after every good answer",
    "portal/background/progress.py": "after every piece of long work",
    "portal/background/running.py": "nobody waits for long work: what is known of it stands in short transactions",
    "portal/jobs/running.py": "after every job of the worker",
    "portal/administration/watching.py": "reading the whole trail ends before its result is written",
    "portal/supervision/climbing.py": "after every batch of cases: a long sweep keeps nobody from writing",
    "portal/supervision/sweeps.py": "at the end of the sweep, by the worker or at the terminal",
    "portal/notifications/delivery.py": "after every mail: what is sent stays sent",
    "portal/accounts/authentication.py": "a sign-in is looked at before the request begins",
    "portal/accounts/views.py": "a failed try counts although its page is an error",
    "portal/accounts/keeping.py": "a text given back is deleted once its page has been shown",
    "portal/letters/views.py": "opening a letter is noted before the page is printed, which takes long",
    "portal/letters/signing_views.py": "of several letters each is signed by itself; one that fails undoes no other",
}
REQUEST = {"request", "session", "g"}
# The fields, validators and classes that every form is made of.
SHARED = {"forms/base.py"}


def test_no_function_hides_an_import_of_our_own() -> None:
    hidden = [
        f"{said(path)}:{node.lineno}"
        for path in modules(*PROGRAM)
        if said(path) not in LAZY
        for function in functions(path)
        for node in ast.walk(function)
        if not FIRST_PARTY.isdisjoint(imported(node))
    ]
    assert not hidden


def test_every_import_of_our_own_names_its_whole_path() -> None:
    relative = [
        f"{said(path)}:{node.lineno}"
        for path in modules(*PROGRAM, "tests")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_only_the_clock_reads_the_clock() -> None:
    reading = lines_with(r"\bdatetime\.now\(|\butcnow\(|\bdate\.today\(|\btime\.time\(", *PROGRAM)
    assert not [line for line in reading if not line.startswith("portal/clock.py")]


def test_setting_up_needs_nothing_but_python() -> None:
    """``run`` works before anything is installed; its comparison of the catalogues alone is run afterwards."""
    foreign = {
        (said(path), module)
        for path in modules("runner")
        for node in ast.walk(parsed(path))
        for module in imported(node)
        if module not in sys.stdlib_module_names | {"runner"}
    }
    assert foreign == {("runner/translations.py", "babel")}


def imported(node: ast.AST) -> list[str]:
    """Name the packages that a statement imports."""
    match node:
        case ast.Import(names):
            return [alias.name.partition(".")[0] for alias in names]
        case ast.ImportFrom(module=str(module)):
            return [module.partition(".")[0]]
    return []


def test_a_relationship_is_declared_on_one_side_only() -> None:
    assert not lines_with(r"\bback_populates\b|\bbackref\b", "portal")


def test_only_the_edge_commits() -> None:
    """An operation leaves that to whoever called it."""
    committing = {line.partition(":")[0] for line in lines_with(r"\.commit\(\)", "portal")}
    assert {path for path in committing if not path.endswith("/commands.py")} == set(EDGES)


def test_operations_know_nothing_of_the_request() -> None:
    knowing = [
        said(path)
        for path in modules("portal")
        if path.name in {"operations.py", "queries.py", "models.py"}
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        if REQUEST & {alias.name for alias in node.names}
    ]
    assert set(knowing) == {"portal/audit/operations.py"}, "the trail alone notes the address that an act came from"


@pytest.mark.parametrize("package", PROGRAM)
def test_no_module_is_named_for_nothing(package: str) -> None:
    named = [said(path) for path in modules(package) if {path.stem, path.parent.name} & VAGUE]
    assert set(named) <= SHARED


def test_every_module_says_what_it_is_for() -> None:
    silent = [said(path) for path in modules(*PROGRAM) if not ast.get_docstring(parsed(path))]
    assert not silent


def test_every_exception_to_a_rule_has_its_reason() -> None:
    """The reason stands behind the code of the rule, or in the comment right above."""
    bare = [
        f"{said(path)}:{number}"
        for path in modules(*PROGRAM, "tests")
        for number, line, above in lines_and_above(path)
        if is_exception(line) and not says_why(line) and not above.lstrip().startswith("#")
    ]
    assert not bare


def lines_and_above(path: Path) -> list[tuple[int, str, str]]:
    """Return the number of each line, the line, and the one above it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(number, line, lines[number - 2] if number > 1 else "") for number, line in enumerate(lines, start=1)]


CODES = re.compile(r":? *(?:\[[a-z, -]+\]|[A-Z]+[0-9]+(?:, *[A-Z]+[0-9]+)*)")
MARKS = ("# no" + "qa", "# type: ig" + "nore")  # taken apart, or these lines would be exceptions themselves


def is_exception(line: str) -> bool:
    """Tell whether a line asks a tool to look away."""
    return any(mark in line for mark in MARKS)


def says_why(line: str) -> bool:
    """Tell whether words follow the codes of the rules."""
    after = next(line.partition(mark)[2] for mark in MARKS if mark in line)
    return len(re.findall(r"[a-zA-Z]{2,}", CODES.sub("", after, count=1))) > 1
