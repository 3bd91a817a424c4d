"""Who could fill a slot, the most suitable first: not full, of the same area, with the least to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.units.models import Unit
from portal.vocabulary import UnitKind


@dataclass(frozen=True)
class Candidate:
    """A person or, for the unit slot, a unit. ``load`` is enterprises stood by today, of at most ``capacity``.

    A unit has no capacity: it has people for that.
    """

    id: int
    name: str
    office: str = ""
    specialities: str = ""
    load: int = 0
    capacity: int | None = None
    same_area: bool = False

    @property
    def is_full(self) -> bool:
        """Tell whether one more enterprise would be too many."""
        return self.capacity is not None and self.load >= self.capacity

    @property
    def share(self) -> float:
        """How much of the capacity is taken; above 1 where there is too much already."""
        return self.load / max(self.capacity, 1) if self.capacity is not None else 0.0


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates, the most suitable first."""
    return sorted(candidates, key=lambda one: (one.is_full, not one.same_area, one.share, one.load, one.id))


def is_near(unit: Unit | None, area: Unit) -> bool:
    """Tell whether a unit belongs to the street in which an area lies: the street, one of its grids or departments."""
    street_id = area.parent_id if area.kind is UnitKind.GRID else area.id
    return unit is not None and street_id in {unit.id, unit.parent_id}
