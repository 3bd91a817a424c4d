"""One noun names a feature on every shelf: ``portal/``, ``forms/``, ``templates/`` and ``tests/``."""

import tomllib

import pytest

from tests.structure.tree import ROOT, functions, is_view, modules

# The vocabulary is a noun that has grown to a package; it is nobody's feature.
FEATURES = {path.parent.name for path in (ROOT / "portal").glob("*/__init__.py")} - {"vocabulary"}

# What stands on a shelf without a feature of its name, and why.
FORMS = {
    "base": "the fields and validators that every form is made of",
    "wording": "what WTForms itself says of a field, in the portal's words",
    "intake": "portal/cases/intake: how an enterprise writes a case",
    "care": "portal/cases/care: special care",
    "desk": "portal/cases/desk: how the office works through its lists",
    "closing": "portal/cases/closing: ratings and calls after the work on a case",
    "classified": "portal/cases/intake/classified.py: the marks of what must not be written",
    "conferences": "portal/cases/conferences: conferences of units on a case",
    "handlers": "portal/cases/handlers: the units and people who work on a case",
    "limits": "portal/cases/limits: extensions",
    "questions": "portal/cases/intake/questions.py: what a category asks besides",
    "responding": "portal/cases/responding_views.py: what an enterprise says of its case",
}
TEMPLATES = {
    "layouts": "the frames of all pages",
    "macros": "the components of all pages",
    "errors": "the pages of portal/error_pages.py",
    "intake": "the pages of portal/cases/intake",
}
TESTS = {
    "knowledge": "the policy library stands beside the portal",
    "forms": "the fields of forms/base.py",
    "run": "the script that sets up, runs and checks",
    "structure": "this",
    "browser": "whole journeys through the portal",
}
WITHOUT_TEMPLATES = {
    "exports": "its view sends a file; its buttons are templates/macros/exports.html",
    "preferences": "its views only set a cookie and go back",
}
WITHOUT_TESTS = {
    "migrations": "tests/structure judges them",
}
FLAT = {"app", "schema", "health", "logs"}  # they put the portal together, or watch it; the rest are its nouns
NOUNS = {
    "clock",
    "command_line",
    "database",
    "error_pages",
    "errors",
    "i18n",
    "rate_limits",
    "references",
    "settings",
    "workdays",
}


def folders(shelf: str) -> set[str]:
    return {path.name for path in (ROOT / shelf).iterdir() if path.is_dir() and any(path.glob("*.*"))} - {"__pycache__"}


def test_every_form_belongs_to_a_feature() -> None:
    assert {path.stem for path in (ROOT / "forms").glob("[!_]*.py")} - FEATURES == set(FORMS)


def test_every_folder_of_templates_belongs_to_a_feature() -> None:
    assert folders("templates") - FEATURES == set(TEMPLATES)


def test_every_folder_of_tests_belongs_to_a_feature() -> None:
    assert folders("tests") - FEATURES <= set(TESTS)


@pytest.mark.parametrize("feature", sorted(FEATURES))
def test_a_feature_with_pages_has_templates_and_any_has_tests(feature: str) -> None:
    own = [path for path in modules(f"portal/{feature}") if any(is_view(one) for one in functions(path))]
    assert not own or feature in folders("templates") | set(WITHOUT_TEMPLATES)
    assert feature in folders("tests") | set(WITHOUT_TESTS)


def test_the_foot_of_the_portal_is_flat_nouns() -> None:
    flat = {path.stem for path in (ROOT / "portal").glob("[!_]*.py")}
    assert flat == FLAT | NOUNS


def test_the_ladder_has_a_rung_for_every_part_of_the_portal() -> None:
    """``exhaustive`` makes import-linter itself say so; this keeps anybody from switching it off."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    ladder = next(one for one in contracts if one["type"] == "layers")
    assert ladder["exhaustive"]
    assert set(ladder["exhaustive_ignores"]) == {"migrations", "static", "translations"}


def test_the_factory_is_not_in_the_package_that_everything_imports() -> None:
    assert len((ROOT / "portal" / "__init__.py").read_text(encoding="utf-8").splitlines()) < 10
