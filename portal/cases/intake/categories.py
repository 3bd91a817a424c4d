"""The category tree: read from ``categories.toml`` into its table, and asked for by the pages of intake."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases.models import Category
from portal.units.models import Unit
from portal.vocabulary import CaseKind, UnitKind

SOURCE = Path(__file__).with_name("categories.toml")


@dataclass(frozen=True)
class Entry:
    """A node of the tree as the file has it; a group has no ``parent``."""

    kind: CaseKind
    code: str
    name: str
    hint: str
    department: str
    position: int
    parent: str = ""
    confidential: bool = False


def read_entries(source: Path = SOURCE) -> list[Entry]:
    """Return the nodes of the tree, each group before its leaves."""
    tree = tomllib.loads(source.read_text(encoding="utf-8"))
    groups = [(kind, group) for kind in CaseKind for group in tree[kind]]
    return [entry for place, (kind, group) in enumerate(groups, start=1) for entry in _of_group(kind, group, place)]


def _of_group(kind: CaseKind, group: Mapping[str, Any], place: int) -> Iterator[Entry]:
    code, department, confidential = group["code"], group["department"], group.get("confidential", False)
    yield Entry(kind, code, group["name"], group["hint"], department, place, confidential=confidential)
    for number, (leaf, name, hint) in enumerate(group["leaves"], start=1):
        yield Entry(kind, f"{code}-{leaf}", name, hint, department, number, code, confidential)


def load_categories(session: Session) -> int:
    """Bring the table to what the file says and return how many categories are new.

    May be run again at any time. A unit that somebody has chosen stays; an empty one is filled with the only department
    whose name ends as the file says. Categories that the file no longer has stay too, because cases are filed there.
    """
    known = {category.code: category for category in session.scalars(sa.select(Category)).unique()}
    before = len(known)
    departments = session.scalars(sa.select(Unit).where(Unit.kind == UnitKind.DEPARTMENT)).unique().all()
    for entry in read_entries():
        category = known.setdefault(entry.code, Category(code=entry.code))
        category.kind, category.name, category.hint = entry.kind, entry.name, entry.hint
        category.position, category.parent = entry.position, known.get(entry.parent)
        category.confidential = entry.confidential
        category.unit = category.unit or _named(departments, entry.department)
        session.add(category)
    session.flush()
    return len(known) - before


def _named(departments: Sequence[Unit], ending: str) -> Unit | None:
    found = [unit for unit in departments if ending and unit.name.endswith(ending) and not unit.closed]
    return found[0] if len(found) == 1 else None


def groups(session: Session, kind: CaseKind) -> Sequence[Category]:
    """Return the groups of a kind of case, in their order."""
    return _in_order(session, Category.kind == kind, Category.parent_id.is_(None))


def leaves(session: Session, kind: CaseKind, group_code: str) -> Sequence[Category]:
    """Return the categories of a group, in their order; none for a code that is no group of this kind."""
    group = sa.select(Category.id).where(Category.code == group_code, Category.kind == kind).scalar_subquery()
    return _in_order(session, Category.parent_id == group)


def by_code(session: Session, code: str) -> Category | None:
    """Return the category with a code."""
    return session.scalars(sa.select(Category).where(Category.code == code)).unique().one_or_none()


def _in_order(session: Session, *conditions: sa.ColumnElement[bool]) -> Sequence[Category]:
    statement = sa.select(Category).where(*conditions).order_by(Category.position, Category.id)
    return session.scalars(statement).unique().all()
