"""What a report is about: a span of local days, and the enterprises and cases that it is narrowed to."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

import sqlalchemy as sa

from portal import clock
from portal.cases.models import Case, Category
from portal.enterprises.models import Enterprise
from portal.units.queries import ids_within
from portal.vocabulary import Channel, Sector

Condition = sa.ColumnElement[bool]
Instant = sa.ColumnElement[datetime] | sa.orm.InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Scope:
    """Both days count. ``area_id`` holds its grids, ``category_id`` its sub-categories; None does not narrow."""

    since: date
    until: date
    area_id: int | None = None
    sector: Sector | None = None
    above_scale: bool | None = None
    category_id: int | None = None
    channel: Channel | None = None
    unit_id: int | None = None

    @classmethod
    def last_days(cls, today: date, days: int) -> Self:
        """Return the scope of so many days up to and with today."""
        return cls(today - timedelta(days=days - 1), today)

    def narrowed(self, **to: Any) -> Self:
        """Return the same scope narrowed further."""
        return replace(self, **to)

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """When the days begin, and when they are over, as the county's clocks show it."""
        return clock.local_instant(self.since), clock.local_instant(self.until + timedelta(days=1))

    def holds(self, instant: Instant) -> Condition:
        """Return the condition that an instant lies within the days."""
        begins, ends = self.instants
        return sa.and_(instant >= begins, instant < ends)

    def of_enterprises(self) -> list[Condition]:
        """Return what an enterprise must fulfil to be within the scope."""
        found: list[Condition] = []
        if self.area_id is not None:
            found.append(Enterprise.area_id.in_(ids_within(self.area_id)))
        if self.sector is not None:
            found.append(Enterprise.sector == self.sector)
        if self.above_scale is not None:
            found.append(Enterprise.above_scale.is_(self.above_scale))
        return found

    def of_cases(self) -> list[Condition]:
        """Return what a case must fulfil to be within the scope."""
        found: list[Condition] = []
        narrowed = self.of_enterprises()
        if narrowed:
            found.append(Case.enterprise_id.in_(sa.select(Enterprise.id).where(*narrowed)))
        if self.category_id is not None:
            within = sa.or_(Category.id == self.category_id, Category.parent_id == self.category_id)
            found.append(Case.category_id.in_(sa.select(Category.id).where(within)))
        if self.channel is not None:
            found.append(Case.channel == self.channel)
        if self.unit_id is not None:
            found.append(Case.handling_unit_id == self.unit_id)
        return found

    def arguments(self) -> dict[str, str]:
        """Return the scope as it stands in an address, so that it can be passed on."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        words = {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in given.items()}
        plain = {name: words[name] for name, value in given.items() if value is not None}
        if self.above_scale is not None:
            plain["above_scale"] = "1" if self.above_scale else "0"
        return {NAMES.get(name, name): value for name, value in plain.items()}


NAMES = {"area_id": "area", "category_id": "category", "unit_id": "unit"}
