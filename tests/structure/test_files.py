"""What no file of the project says."""

import re

from tests.structure.tree import ROOT, said, templates, texts

# Folders of one person's machine, and the hosts of package registries: a clone must work anywhere, with any mirror.
HOMES = re.compile(r"(?<![\w.])/(?:home|root|Users|work|tmp/[a-z])/?[\w-]*/")
REGISTRIES = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.(?:com|org)|deb\.debian\.org|--(?:extra-)?index-url[ =]h")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:", re.IGNORECASE)
# The sheet of a letter is printed, not served: it carries its style and knows no content security policy.
PAPER = "templates/press/pdf/"
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")


def test_no_path_of_one_machine() -> None:
    assert not [f"{said(path)}: {found[0]}" for path, text in texts() if (found := HOMES.search(text))]


def test_no_host_of_a_package_registry() -> None:
    assert not [f"{said(path)}: {found[0]}" for path, text in texts() if (found := REGISTRIES.search(text))]


def test_nothing_is_left_for_later() -> None:
    assert not [f"{said(path)}: {found[0]}" for path, text in texts() if (found := UNFINISHED.search(text))]


def test_no_template_carries_script_or_style() -> None:
    pages = [path for path in templates() if not said(path).startswith(PAPER)]
    assert pages
    assert not [said(path) for path in pages if INLINE.search(path.read_text(encoding="utf-8"))]


def test_every_ignored_rule_has_its_reason() -> None:
    lists = re.findall(r'^ +"([A-Z]+\d*)",(.*)$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert lists
    assert not [rule for rule, after in lists if "#" not in after]
