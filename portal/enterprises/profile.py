"""What is known about an enterprise, and who may change which of it.

The coordinator keeps what has been verified; members and the liaison keep what changes from day to day. Until the
enterprise is verified its members may still correct what they registered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.enterprises.models import Enterprise
from portal.permissions.actor import Actor
from portal.vocabulary import Role, Sector, Size, Standing


@dataclass(frozen=True)
class Profile:
    """Everything that a form can change; the fields are columns of the enterprise by name."""

    credit_code: str
    name: str
    sector: Sector
    size: Size
    area_id: int
    address: str
    contact_name: str
    contact_telephone: str
    contact_email: str = ""
    staff_count: int | None = None
    above_scale: bool = False
    key: bool = False
    green_channel: bool = False


LABELS: Mapping[str, LazyString] = {
    "credit_code": _l("Unified social credit code"),
    "name": _l("Name of the enterprise"),
    "sector": _l("Sector"),
    "size": _l("Size"),
    "area_id": _l("Area"),
    "address": _l("Address"),
    "contact_name": _l("Contact person"),
    "contact_telephone": _l("Telephone"),
    "contact_email": _l("E-mail"),
    "staff_count": _l("Staff"),
    "above_scale": _l("Above scale"),
    "key": _l("Key enterprise"),
    "green_channel": _l("Green channel: its cases have half the limit"),
}
FIELDS = frozenset(field.name for field in fields(Profile))
OFFICE_FIELDS = frozenset({"above_scale", "key", "green_channel"})
VERIFIED_FIELDS = OFFICE_FIELDS | {"credit_code", "name", "sector", "size", "area_id"}
DAILY_FIELDS = FIELDS - VERIFIED_FIELDS


def editable(actor: Actor, enterprise: Enterprise) -> frozenset[str]:
    """Return the fields that the actor may change; nothing for somebody who has no business with the enterprise."""
    if actor.has(Role.COORDINATOR):
        return FIELDS
    if enterprise.id in actor.enterprise_ids:
        return DAILY_FIELDS if enterprise.standing is Standing.VERIFIED else FIELDS - OFFICE_FIELDS
    return DAILY_FIELDS if actor.has(Role.LIAISON) and enterprise.id in actor.liaison_of else frozenset()


def profile_of(enterprise: Enterprise) -> Profile:
    """Return what is known about an enterprise now."""
    return Profile(**{name: getattr(enterprise, name) for name in FIELDS})


def changes(old: Profile, new: Profile) -> frozenset[str]:
    """Return the fields in which two profiles differ."""
    return frozenset(name for name in FIELDS if getattr(old, name) != getattr(new, name))


def shown(enterprise: Enterprise, name: str) -> tuple[str, str]:
    """Return a field's label and what it holds, in words."""
    value = enterprise.area.name if name == "area_id" else getattr(enterprise, name)
    if isinstance(value, bool):
        value = _("Yes") if value else _("No")
    elif value is None or value == "":
        value = _("Not given")
    return str(LABELS[name]), str(getattr(value, "label", value))
