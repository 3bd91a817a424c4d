"""Reading the organisation tree. Units are listed in the order in which they were entered, the official one."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.errors import NotFound
from portal.units.models import Unit
from portal.units.tree import PARENTS, in_order
from portal.vocabulary import UnitKind

Choice = tuple[int, str]
# The county itself is nobody's area: an enterprise lies in a street or, more exactly, in a grid.
ENTERPRISE_AREAS = (UnitKind.STREET, UnitKind.GRID)
RESPONSIBLE = (UnitKind.DEPARTMENT, UnitKind.STREET)
HANDLING = (*RESPONSIBLE, UnitKind.LAW_FIRM)


def by_id(session: Session, unit_id: int) -> Unit:
    """Return a unit, closed or not; raise NotFound where there is none."""
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise NotFound
    return unit


def by_names(session: Session, names: Iterable[str]) -> dict[str, Unit]:
    """Return the open units with these full names, by name."""
    statement = sa.select(Unit).where(Unit.name.in_(list(names)), ~Unit.closed)
    return {unit.name: unit for unit in session.scalars(statement)}


def tree(session: Session, *, with_closed: bool = False) -> list[tuple[int, Unit]]:
    """Return (depth, unit) pairs of the whole tree, each unit right after its parent."""
    statement = sa.select(Unit).order_by(Unit.id)
    return in_order(session.scalars(statement if with_closed else statement.where(~Unit.closed)))


def of_kinds(session: Session, *kinds: UnitKind, keep: int | None = None) -> list[Unit]:
    """Return the open units of some kinds; ``keep`` names one to be listed even when closed, as the present choice."""
    listed = sa.and_(Unit.kind.in_(kinds), ~Unit.closed)
    return list(session.scalars(sa.select(Unit).where(sa.or_(listed, Unit.id == keep)).order_by(Unit.id)))


def choices(units: Iterable[Unit]) -> list[Choice]:
    """Return (id, name) pairs for a form field."""
    return [(unit.id, unit.name) for unit in units]


def area_choices(session: Session, *, keep: int | None = None) -> list[Choice]:
    """Return the areas in which an enterprise may lie: each street, and behind it its grids with the street's name."""
    areas = of_kinds(session, *ENTERPRISE_AREAS, keep=keep)
    names = {area.id: area.name for area in areas}
    return [
        (area.id, f"{names[area.parent_id]} {area.short_name}" if depth and area.parent_id else area.name)
        for depth, area in in_order(areas)
    ]


def street_choices(session: Session) -> list[Choice]:
    """Return the streets, towns and zones, for filters: a street stands for its grids too."""
    return choices(of_kinds(session, UnitKind.STREET))


def parent_choices(session: Session, kind: UnitKind, *, keep: int | None = None) -> list[Choice]:
    """Return the units under which a unit of this kind may stand; empty for one that stands alone."""
    kinds = [parent for parent in PARENTS[kind] if parent]
    return choices(of_kinds(session, *kinds, keep=keep)) if kinds else []


def ids_within(unit_id: int) -> sa.Select[int]:
    """Return a query of the ids of a unit and of everything under it, for use in ``in_()``."""
    within = sa.select(Unit.id).where(Unit.id == unit_id).cte(recursive=True)
    below = sa.select(Unit.id).join(within, Unit.parent_id == within.c.id)
    return sa.select(within.union(below).c.id)


def count_children(session: Session, unit_id: int) -> int:
    """Return how many open units stand directly under a unit."""
    statement = sa.select(sa.func.count()).where(Unit.parent_id == unit_id, ~Unit.closed)
    return session.scalar(statement) or 0
