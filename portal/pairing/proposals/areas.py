"""Where units stand in the tree, as the paths by which the matching measures nearness."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.pairing.matching.costs import Path
from portal.units.models import Unit
from portal.vocabulary import UnitKind


def paths(session: Session) -> dict[int, Path]:
    """Return the place of every unit in the tree: the ids from the county down to it."""
    parents = {row.id: row.parent_id for row in session.execute(sa.select(Unit.id, Unit.parent_id))}
    found: dict[int, Path] = {}
    for unit_id in parents:
        path: list[int] = []
        here: int | None = unit_id
        while here is not None:
            path.insert(0, here)
            here = parents.get(here)
        found[unit_id] = tuple(path)
    return found


def rooted(path: Path, area: Unit | None) -> Path:
    """Return the path of a street or grid with a county before it, also where the tree has none."""
    if area is None:
        return ()
    expected = {UnitKind.STREET: 2, UnitKind.GRID: 3}.get(area.kind, len(path))
    return (0,) * (expected - len(path)) + path
