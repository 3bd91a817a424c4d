"""By what a figure is broken down: each group narrows the scope by one value, so that its list is its figure."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.cases.models import Case, Category
from portal.enterprises.models import Enterprise
from portal.reporting.indicators import Indicator, Subject
from portal.reporting.scope import Scope
from portal.settings import current_settings
from portal.units.models import Unit
from portal.units.queries import HANDLING, of_kinds
from portal.vocabulary import CaseKind, Channel, Labelled, Sector, UnitKind

Groups = Iterable[tuple[str, Any]]


class Dimension(Labelled):
    """What groups are made by."""

    STREET = "street", _l("By street")
    SECTOR = "sector", _l("By sector")
    SCALE = "scale", _l("By scale")
    THEME = "theme", _l("By theme")
    CHANNEL = "channel", _l("By channel")
    UNIT = "unit", _l("By handling unit")


OF_ENTERPRISES = (Dimension.STREET, Dimension.SECTOR, Dimension.SCALE)
SCALES = ((_l("Above scale"), True), (_l("Below scale"), False))


def offered(indicator: Indicator, scope: Scope) -> list[Dimension]:
    """Return by what a figure may be broken down: not by what the scope names already.

    Handling units are set side by side only where the operator has switched league tables on.
    """
    found = list(OF_ENTERPRISES) if indicator.subject is Subject.ENTERPRISES else list(Dimension)
    named = {
        Dimension.STREET: scope.area_id,
        Dimension.SECTOR: scope.sector,
        Dimension.SCALE: scope.above_scale,
        Dimension.THEME: scope.category_id,
        Dimension.CHANNEL: scope.channel,
        Dimension.UNIT: scope.unit_id or not current_settings().league_tables or None,
    }
    return [dimension for dimension in found if named[dimension] is None]


def groups(session: Session, dimension: Dimension) -> Groups:
    """Return the names and values of the groups, in the order in which the office lists them; never by rank."""
    return VALUES[dimension](session)


def holders(session: Session, dimension: Dimension) -> dict[Any, Any]:
    """Return, for what is within a group without being its value, the value: a grid's street, a category's theme."""
    if dimension not in {Dimension.STREET, Dimension.THEME}:
        return {}
    model = Unit if dimension is Dimension.STREET else Category
    within = sa.select(model.id, model.parent_id).where(model.parent_id.is_not(None))
    values = {value for _name, value in groups(session, dimension)}
    return {row[0]: row[1] for row in session.execute(within) if row[1] in values}


def _themes(session: Session) -> Groups:
    for theme in themes(session):
        plain = theme.kind is CaseKind.DIFFICULTY
        yield theme.name if plain else _("%(name)s (%(role)s)", name=theme.name, role=theme.kind.label), theme.id


COLUMNS: Mapping[Dimension, InstrumentedAttribute[Any]] = {
    Dimension.STREET: Enterprise.area_id,
    Dimension.SECTOR: Enterprise.sector,
    Dimension.SCALE: Enterprise.above_scale,
    Dimension.THEME: Case.category_id,
    Dimension.CHANNEL: Case.channel,
    Dimension.UNIT: Case.handling_unit_id,
}
FIELDS: Mapping[Dimension, str] = {dimension: column.key for dimension, column in COLUMNS.items()} | {
    Dimension.UNIT: "unit_id"
}
"""By which field a scope is narrowed to a group."""
VALUES: Mapping[Dimension, Callable[[Session], Groups]] = {
    Dimension.STREET: lambda session: ((one.short_name, one.id) for one in of_kinds(session, UnitKind.STREET)),
    Dimension.SECTOR: lambda _: ((str(sector.label), sector) for sector in Sector),
    Dimension.SCALE: lambda _: ((str(words), above) for words, above in SCALES),
    Dimension.THEME: _themes,
    Dimension.CHANNEL: lambda _: ((str(channel.label), channel) for channel in Channel),
    Dimension.UNIT: lambda session: ((one.short_name, one.id) for one in of_kinds(session, *HANDLING)),
}


def themes(session: Session) -> list[Category]:
    """Return the groups of the category tree, difficulties first."""
    roots = sa.select(Category).where(Category.parent_id.is_(None))
    return list(session.scalars(roots.order_by(Category.kind, Category.position, Category.id)))
