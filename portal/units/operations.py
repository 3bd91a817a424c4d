"""Changing the organisation tree; the administrator's work."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.audit.operations import record
from portal.errors import RuleBroken, StaleEdit
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.units.queries import by_id, count_children, ids_within
from portal.units.tree import Use, may_stand_under
from portal.vocabulary import UnitKind


@dataclass(frozen=True)
class UnitFacts:
    """What is written about a unit. ``code`` is its 代字 for letters; an empty ``short_name`` means the whole name.

    ``sectors`` are values of Sector: the trades for which it is the department in charge.
    """

    name: str
    short_name: str = ""
    parent_id: int | None = None
    code: str = ""
    telephone: str = ""
    address: str = ""
    sectors: tuple[str, ...] = ()
    themes: str = ""


def create_unit(session: Session, *, actor: Actor, kind: UnitKind, facts: UnitFacts) -> Unit:
    """Add a unit to the tree; its kind stays what it is. Raises RuleBroken at ``name``, ``code`` or ``parent_id``."""
    require(actor, Permission.UNIT_MANAGE)
    unit = Unit(kind=kind)
    _check(session, unit, facts)
    _write(unit, facts)
    session.add(unit)
    session.flush()
    record(session, actor, "unit:create", f"unit:{unit.id}", name=unit.name, kind=kind.value)
    return unit


def edit_unit(session: Session, *, actor: Actor, unit: Unit, facts: UnitFacts, version: int) -> None:
    """Rename or move a unit. Raises RuleBroken as creation does, StaleEdit when somebody saved meanwhile."""
    require(actor, Permission.UNIT_MANAGE)
    if version != unit.version:
        theirs = ((str(_("Unit name")), unit.name), (str(_("Short name")), unit.short_name))
        raise StaleEdit(theirs=theirs, version=unit.version)
    _check(session, unit, facts)
    before = unit.name
    _write(unit, facts)
    session.flush()
    record(session, actor, "unit:edit", f"unit:{unit.id}", name=unit.name, before=before)


def close_unit(session: Session, *, actor: Actor, unit: Unit, people: int, enterprises: int) -> None:
    """Close a unit that nothing depends on any more: it stays in the record and can no longer be chosen.

    The caller, who stands higher and can see them, counts the active ``people`` of the unit and the ``enterprises``
    that lie in it or for which it is responsible.
    """
    require(actor, Permission.UNIT_MANAGE)
    use = Use(count_children(session, unit.id), people, enterprises)
    if use.is_used:
        message = _(
            "%(unit)s cannot be closed yet: units under it %(children)s, people %(people)s, "
            "enterprises %(enterprises)s. Move them first.",
            unit=unit.name,
            **asdict(use),
        )
        raise RuleBroken(message)
    unit.closed = True
    record(session, actor, "unit:close", f"unit:{unit.id}", name=unit.name)


def reopen_unit(session: Session, *, actor: Actor, unit: Unit) -> None:
    """Let a closed unit be chosen again; what it stands under must be open."""
    require(actor, Permission.UNIT_MANAGE)
    if unit.parent and unit.parent.closed:
        raise RuleBroken(_("%(unit)s stands under a closed unit. Open that one first.", unit=unit.name))
    unit.closed = False
    record(session, actor, "unit:reopen", f"unit:{unit.id}", name=unit.name)


def _check(session: Session, unit: Unit, facts: UnitFacts) -> None:
    if _is_taken(session, unit, Unit.name == facts.name):
        raise RuleBroken(_("There is already a unit named “%(name)s”.", name=facts.name), "name")
    if facts.code and _is_taken(session, unit, Unit.code == facts.code):
        raise RuleBroken(_("Another unit has the letter code “%(code)s”.", code=facts.code), "code")
    parent = by_id(session, facts.parent_id) if facts.parent_id else None
    if not may_stand_under(unit.kind, parent.kind if parent else None):
        raise RuleBroken(_("Choose the unit that this one belongs to."), "parent_id")
    if parent and parent.closed and parent.id != unit.parent_id:
        raise RuleBroken(_("%(unit)s is closed. Choose another unit.", unit=parent.name), "parent_id")
    if parent and unit.id and parent.id in set(session.scalars(ids_within(unit.id))):
        raise RuleBroken(_("A unit cannot stand under itself."), "parent_id")


def _is_taken(session: Session, unit: Unit, same: sa.ColumnElement[bool]) -> bool:
    with session.no_autoflush:
        found = session.scalars(sa.select(Unit.id).where(same))
        return any(unit_id != unit.id for unit_id in found)


def _write(unit: Unit, facts: UnitFacts) -> None:
    unit.name, unit.short_name = facts.name, facts.short_name or facts.name
    unit.parent_id, unit.code = facts.parent_id, facts.code
    unit.telephone, unit.address = facts.telephone, facts.address
    unit.sectors, unit.themes = list(facts.sectors), facts.themes
