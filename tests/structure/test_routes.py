"""Every address says who may go there and what its parts are."""

import ast
import re

from flask import Flask
from werkzeug.routing import Rule

from portal.permissions.permission import Permission
from portal.permissions.table import TABLE
from tests.structure.tree import functions, is_view, modules, said

# Files that the server hands to anybody: style sheets, scripts, icons. They have no view of ours.
FILES = {"static", "bootstrap.static", "theme.static"}
BARE = re.compile(r"<[^:>]+>")
# A text of any kind is right only for what others name: a token, the name of a document and of a point in it.
ANY_TEXT = {"token", "slug", "anchor", "kind", "digest", "name"}


def rules(portal: Flask) -> list[Rule]:
    return [rule for rule in portal.url_map.iter_rules() if rule.endpoint not in FILES]


def test_every_route_names_its_permission(portal: Flask) -> None:
    views = {rule.endpoint: portal.view_functions[rule.endpoint] for rule in rules(portal)}
    assert not [name for name, view in views.items() if getattr(view, "permission", None) not in TABLE]


def test_the_permission_stands_right_under_the_routes() -> None:
    """A decorator between them could answer before anybody asks who is there."""
    views = [(path, view) for path in modules("portal") for view in functions(path) if is_view(view)]
    assert views
    assert not [f"{said(path)} {view.name}" for path, view in views if not asks_first(view.decorator_list)]


def asks_first(decorators: list[ast.expr]) -> bool:
    """Tell whether the first decorator after the routes is ``requires``, or ``act_page``, which begins with it."""
    names = [one.func for one in decorators if isinstance(one, ast.Call)]
    after = [one for one in names if not isinstance(one, ast.Attribute)]
    return bool(after) and isinstance(after[0], ast.Name) and after[0].id in {"requires", "act_page"}


def test_every_permission_is_asked_for_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules("portal"))
    assert not [one for one in Permission if f"Permission.{one.name}" not in code]


def test_every_part_of_an_address_has_a_type(portal: Flask) -> None:
    assert not [rule.rule for rule in rules(portal) if BARE.search(rule.rule)]


def test_only_what_others_name_is_any_text(portal: Flask) -> None:
    free = {name for rule in rules(portal) for name in re.findall(r"<string:(\w+)>", rule.rule)}
    assert free <= ANY_TEXT


def test_an_address_is_in_small_letters_with_hyphens(portal: Flask) -> None:
    fixed = {re.sub(r"<[^>]+>", "", rule.rule) for rule in rules(portal)}
    assert not [address for address in fixed if not re.fullmatch(r"[a-z/.-]+", address)]


def test_whatever_changes_something_is_not_reached_by_a_link(portal: Flask) -> None:
    """A view that GET reaches must not change anything; those that only POST reaches take no GET."""
    assert not [rule.rule for rule in rules(portal) if (rule.methods or set()) - {"GET", "POST", "HEAD", "OPTIONS"}]
