"""Places that issue documents: a code, a Chinese name, a level and the place above (`regions.tsv`).

Which place is home is the caller's setting, so whether a document is local or foreign is asked with `covers`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("regions.tsv")


class Level(StrEnum):
    """The level of government; `label` is what people read."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"

    @property
    def label(self) -> str:
        """国家级、省级、市级、县级."""
        return {"national": "国家级", "province": "省级", "city": "市级", "county": "县级"}[self]

    @property
    def authority(self) -> int:
        """Higher for the higher level: 4 for national, 1 for county."""
        return 4 - list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Region:
    """One place; `parent` is the code of the place above, empty for the country."""

    code: str
    name: str
    level: Level
    parent: str


@cache
def regions() -> dict[str, Region]:
    """All known places by code, the higher before the lower."""
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {code: Region(code, name, Level(level), parent) for code, name, level, parent in rows}


def region_named(code: str) -> Region:
    """Return the place with this code; KeyError when `regions.tsv` does not list it."""
    return regions()[code]


@cache
def lineage(code: str) -> tuple[str, ...]:
    """Return the code and those of the places above it, nearest first; empty for an unknown place."""
    found: list[str] = []
    while code in regions():
        found.append(code)
        code = regions()[code].parent
    return tuple(found)


def covers(region: str, home: str) -> bool:
    """Whether a document of `region` applies at `home`: it is home itself or a place above it."""
    return region in lineage(home)
