"""By what a figure is broken down: each group is a scope of its own, so that its list is its figure."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.cases.models import Category
from portal.reporting.indicators import Indicator, Subject
from portal.reporting.scope import Scope
from portal.settings import current_settings
from portal.units.queries import HANDLING, of_kinds
from portal.vocabulary import CaseKind, Channel, Labelled, Sector, UnitKind

Groups = Iterable[tuple[str, dict[str, Any]]]


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


def groups(session: Session, dimension: Dimension, scope: Scope) -> dict[str, Scope]:
    """Return the scope of each group by its name, in the order in which the office lists them; never by rank."""
    return {name: scope.narrowed(**narrow) for name, narrow in NARROWED[dimension](session)}


def _streets(session: Session) -> Groups:
    return ((street.short_name, {"area_id": street.id}) for street in of_kinds(session, UnitKind.STREET))


def _themes(session: Session) -> Groups:
    for theme in themes(session):
        kind = "" if theme.kind is CaseKind.DIFFICULTY else f"（{theme.kind.label}）"
        yield f"{theme.name}{kind}", {"category_id": theme.id}


def _units(session: Session) -> Groups:
    return ((unit.short_name, {"unit_id": unit.id}) for unit in of_kinds(session, *HANDLING))


NARROWED: Mapping[Dimension, Callable[[Session], Groups]] = {
    Dimension.STREET: _streets,
    Dimension.SECTOR: lambda _: ((str(sector.label), {"sector": sector}) for sector in Sector),
    Dimension.SCALE: lambda _: ((str(words), {"above_scale": above}) for words, above in SCALES),
    Dimension.THEME: _themes,
    Dimension.CHANNEL: lambda _: ((str(channel.label), {"channel": channel}) for channel in Channel),
    Dimension.UNIT: _units,
}


def themes(session: Session) -> list[Category]:
    """Return the groups of the category tree, difficulties first."""
    roots = sa.select(Category).where(Category.parent_id.is_(None))
    return list(session.scalars(roots.order_by(Category.kind, Category.position, Category.id)))
