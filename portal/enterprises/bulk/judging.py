"""Judging the rows of an import against what is registered: new, changed, the same, doubtful or wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.enterprises.bulk.rows import Reading, read
from portal.enterprises.bulk.surroundings import Surroundings
from portal.enterprises.credit_code import normalised
from portal.enterprises.models import Enterprise
from portal.enterprises.names import near_equal
from portal.units.models import Unit
from portal.units.queries import ENTERPRISE_AREAS, of_kinds
from portal.vocabulary import RowStatus

COLUMNS = (
    "credit_code",
    "name",
    "sector",
    "size",
    "area_id",
    "address",
    "contact_name",
    "contact_telephone",
    "contact_email",
    "staff_count",
    "above_scale",
    "key",
    "reopening",
)
CHUNK = 500  # rows judged or written at once
Known = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A row as it stands in the file, by field; ``accepted`` is somebody's word that its doubts are none."""

    number: int
    values: dict[str, str]
    accepted: bool = False


@dataclass(frozen=True)
class Judge:
    """What rows are judged by that does not grow with the file or the register: the areas by name."""

    import_id: int
    areas: dict[str, int]
    area_names: dict[int, str]

    @classmethod
    def of(cls, session: Session, import_id: int) -> "Judge":
        """Return a judge of the rows of an import who knows the areas of now."""
        units: Sequence[Unit] = of_kinds(session, *ENTERPRISE_AREAS)
        areas = {unit.short_name: unit.id for unit in units} | {unit.name: unit.id for unit in units}
        return cls(import_id, areas, {unit.id: unit.name for unit in units})

    def judged(
        self, session: Session, lines: Sequence[Line], others: sa.ColumnElement[bool] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield the columns of each row; a few queries for all of them, of which there are some hundreds at most.

        They are compared with what is registered, with the ``others`` of the rows that are there (all, where nothing is
        said), and each with those before it.
        """
        named = [(line.values.get("name", ""), normalised(line.values.get("credit_code", ""))) for line in lines]
        known = registered(session, [code for _name, code in named])
        around = Surroundings.of(session, self.import_id, named, sa.true() if others is None else others)
        for line, (_name, code) in zip(lines, named, strict=True):
            yield self._judged(line, code, known.get(code), around)

    def _judged(self, line: Line, code: str, known: Known | None, around: Surroundings) -> dict[str, Any]:
        reading = read(line.values, self.areas, known=known is not None)
        _compare(line, code, reading, around, known)
        before = {} if known is None else self.differences(known, reading.facts)
        row = {
            "number": line.number,
            "credit_code": code[:60],
            "name": (line.values.get("name") or (known or {}).get("name", ""))[:200],
            "values": line.values,
            "before": before,
            "accepted": line.accepted,
        }
        return row | {"status": _status(reading, known, before, line), "faults": [*reading.faults, *reading.doubts]}

    def differences(self, known: Known, facts: Mapping[str, Any]) -> dict[str, list[str]]:
        """Return what would change, in words: the column with how it was and how it would be."""
        changed = [name for name in COLUMNS if name in facts and facts[name] != known[name]]
        return {name: [self._words(name, known[name]), self._words(name, facts[name])] for name in changed}

    def _words(self, name: str, value: Any) -> str:
        if name == "area_id":
            return self.area_names.get(value, "")
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        return "" if value is None else str(getattr(value, "label", value))


def _compare(line: Line, code: str, reading: Reading, around: Surroundings, known: Known | None) -> None:
    """Find faults and doubts about a row in what else there is, of which it is a part from now on."""
    earlier = around.first_with(code, line.number)
    if earlier != line.number:
        reading.faults.append(("credit_code", _("The same code as in row %(number)s.", number=earlier)))
    name = line.values.get("name", "")
    if known is not None:
        reading.doubts.clear()  # a registered code has been compared with the licence
        if name and not near_equal(name, known["name"]):
            # The enterprise has been renamed, or somebody has taken the code of another one.
            doubt = _("Under this code %(name)s is registered, by quite another name.", name=known["name"])
            reading.doubts.append(("name", doubt))
    elif name and (near := around.near(name, code)):
        doubt = _("Nearly the same name as %(name)s (%(code)s).", name=near[0], code=near[1])
        reading.doubts.append(("name", doubt))
    around.add(name, code)


def registered(session: Session, codes: Iterable[str]) -> dict[str, Known]:
    """Return what is registered under some credit codes, by code."""
    columns = [getattr(Enterprise, name) for name in (*COLUMNS, "id")]
    statement = sa.select(*columns).where(Enterprise.credit_code.in_(set(codes) - {""}))
    return {row["credit_code"]: dict(row) for row in session.execute(statement).mappings()}


def _status(reading: Reading, known: Known | None, before: Mapping[str, object], line: Line) -> RowStatus:
    if reading.faults:
        return RowStatus.WRONG
    if reading.doubts and not line.accepted:
        return RowStatus.DOUBTFUL
    if known is None:
        return RowStatus.NEW
    return RowStatus.CHANGED if before else RowStatus.SAME
