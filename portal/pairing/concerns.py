"""What features above know of an enterprise that matters to its pairing: what it asks about, and against whom.

Cases stand above pairing, so they tell here what their open cases say; pairing asks without knowing them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Party:
    """A company as somebody named it; the unified social credit code where it is known."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class Concern:
    """What the open cases of an enterprise ask about, and the other parties that they name."""

    asked: frozenset[str] = frozenset()
    opponents: frozenset[Party] = frozenset()

    def __or__(self, other: "Concern") -> "Concern":
        """Put two together."""
        return Concern(self.asked | other.asked, self.opponents | other.opponents)


# Gives the concerns by enterprise, of some enterprises or (None) of all that have any.
Source = Callable[[Session, Collection[int] | None], Mapping[int, Concern]]
_sources: list[Source] = []


def hear_from(source: Source) -> None:
    """Let a feature above tell what it knows, from now on; the factory introduces them."""
    if source not in _sources:
        _sources.append(source)


def concerns(session: Session, enterprise_ids: Collection[int] | None = None) -> dict[int, Concern]:
    """Return what is known, by enterprise; without ids of every enterprise of which anything is."""
    found: dict[int, Concern] = {}
    for source in _sources:
        for enterprise_id, concern in source(session, enterprise_ids).items():
            found[enterprise_id] = found.get(enterprise_id, Concern()) | concern
    return found
