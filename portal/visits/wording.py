"""Saying by which conditions a campaign's enterprises were chosen."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.units.models import Unit
from portal.visits.campaigns import ENUMERATIONS


def conditions(session: Session, chosen_by: Mapping[str, Any]) -> list[str]:
    """Return the conditions in words, one each; all verified enterprises where there is none."""
    found = [str(ENUMERATIONS[name](value).label) for name, value in chosen_by.items() if name in ENUMERATIONS]
    if chosen_by.get("area_id"):
        found.append(session.get_one(Unit, chosen_by["area_id"]).name)
    if chosen_by.get("key"):
        found.append(_("Key enterprise"))
    if chosen_by.get("above_scale"):
        found.append(_("Above scale"))
    return found or [_("All verified enterprises")]
