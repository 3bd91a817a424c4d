"""What the documents say of the portal is so."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from flask_babel import force_locale

from portal.accounts.demo import CAST
from portal.cases.workflow import diagram
from portal.demo.county import PASSWORD
from portal.vocabulary import CaseStatus
from runner.checks import CHECKS
from runner.instance import PORT
from tests.structure.tree import ROOT

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
DOCUMENTS = [
    ENGLISH,
    CHINESE,
    ROOT / "CONTRIBUTING.md",
    ROOT / "knowledge/README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
WORKFLOW = re.compile(r"<!-- workflow: [^\n]* -->\n```mermaid\n(.*?)```\n<!-- /workflow -->", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMANDS = ["python3 run demo", "python3 run test", "python3 run check", "python3 run bench"]

both = pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=lambda path: path.name)


def words(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def drawn(path: Path) -> str:
    found = WORKFLOW.search(words(path))
    assert found, f"{path.name} has no workflow between its markers"
    return found[1]


def anchors(text: str) -> set[str]:
    """Return the addresses of the headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@both
def test_the_commands_come_first(path: Path) -> None:
    lines = words(path).splitlines()[2:7]
    assert [line.split("#")[0].strip() for line in lines] == ["```sh", *COMMANDS]


def test_the_diagram_is_the_workflow() -> None:
    assert drawn(ENGLISH) == diagram()


def test_the_chinese_diagram_is_the_workflow_in_words(portal: Flask) -> None:
    with portal.app_context(), force_locale("zh_Hans_CN"):
        assert drawn(CHINESE) == diagram(labelled=True)


def test_the_diagram_can_be_printed(portal: Flask) -> None:
    assert portal.test_cli_runner().invoke(args=["cases", "diagram"]).output == diagram()


@both
def test_every_status_is_explained_in_the_words_of_the_portal(path: Path, portal: Flask) -> None:
    with portal.app_context(), force_locale("zh_Hans_CN"):
        for status in CaseStatus:
            assert re.search(rf"^\|.*`{status}`.*\|", words(path), re.MULTILINE)
            assert f"| {status.label} |" in words(path)


@both
def test_every_demo_account_is_named_with_its_role(path: Path, portal: Flask) -> None:
    assert f"`{PASSWORD}`" in words(path)
    with portal.app_context(), force_locale("zh_Hans_CN"):
        for person in CAST:
            assert re.search(rf"^\| `{person.username}` \|.* {person.role.label} \|", words(path), re.MULTILINE)


@both
def test_the_map_names_every_part_of_the_tree(path: Path) -> None:
    named = {name.rstrip("/") for name in re.findall(r"`([\w./-]+)`", words(path))}
    features = {f"portal/{one.parent.name}" for one in (ROOT / "portal").glob("*/__init__.py")}
    shelves = {one.name for one in ROOT.iterdir() if one.is_dir() and any(one.glob("*.*")) and one.name[0].isalpha()}
    assert named >= features | shelves - {"portal", "instance", "cache"}
    assert not [name for name in named if "/" in name and not (ROOT / name).exists()]


def test_the_two_readmes_are_of_one_make() -> None:
    shapes = [re.findall(r"^(#+|```\w*)", words(path), re.MULTILINE) for path in (ENGLISH, CHINESE)]
    assert shapes[0] == shapes[1]
    assert words(ENGLISH).count("\n| ") == words(CHINESE).count("\n| ")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    broken = [link for link in LINK.findall(words(path)) if "://" not in link and not leads(path, unquote(link))]
    assert not broken


def leads(path: Path, link: str) -> bool:
    """Tell whether a file, and the heading in it, are there."""
    name, _, heading = link.partition("#")
    target = path.parent / name if name else path
    return target.exists() and (not heading or heading in anchors(words(target)))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_named_in_a_document_exists(path: Path) -> None:
    names = re.findall(r"`((?:portal|tests|forms|templates|runner|knowledge)/[\w/-]+\.(?:py|toml|html))`", words(path))
    invented = {"tests/cases/test_operations_hold.py"}  # what a recipe makes
    assert not [name for name in names if not (ROOT / name).exists() and name not in invented]


def test_the_port_and_the_checks_are_those_of_the_script() -> None:
    assert f"http://127.0.0.1:{PORT}" in words(ENGLISH)
    said = next(line for line in words(ENGLISH).splitlines() if line.startswith("python3 run check"))
    assert {name for name in CHECKS if name in said} == set(CHECKS) - {"templates"}
