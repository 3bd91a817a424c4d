"""The filters of the pairing overview: what its address asks for."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.pairing import OverviewForm
from portal.enterprises.queries import Order, Wanted
from portal.pairing import queries
from portal.units.queries import street_choices
from portal.vocabulary import Slot, Standing


def filters(session: Session, args: MultiDict[str, str]) -> OverviewForm:
    """Return the filters of a request, with the choices that come from data."""
    return OverviewForm(args, area=[("", _("All areas")), *street_choices(session)])


def wanted(form: OverviewForm) -> Wanted:
    """Return which verified enterprises the filters ask for."""
    return Wanted(
        words=form.q.data or "",
        area_id=form.area.data,
        standing=Standing.VERIFIED,
        order=Order.NAME,
    )


def lacking(key: str) -> list[queries.Condition]:
    """Return the condition that an enterprise lacks a slot, or any of them; none for no key."""
    if not key:
        return []
    return [queries.lacking(None if key == "any" else Slot(key))]
