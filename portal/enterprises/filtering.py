"""The directory's filters, from the address of its page or from the task that exports what the page shows."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.enterprises import DirectoryForm
from portal.enterprises.queries import Order, Wanted
from portal.units.queries import area_choices


def filters_of(session: Session, args: MultiDict[str, str]) -> DirectoryForm:
    """Return the filters as a form; a value that is no choice counts as not chosen."""
    return DirectoryForm(args, area=[("", _("All areas")), *area_choices(session)])


def wanted_by(filters: DirectoryForm) -> Wanted:
    """Return what the filters look for."""
    return Wanted(
        words=filters.q.data or "",
        sector=filters.sector.data,
        size=filters.size.data,
        reopening=filters.reopening.data,
        standing=filters.standing.data,
        area_id=filters.area.data,
        key=True if filters.mark.data == "key" else None,
        above_scale=True if filters.mark.data == "above_scale" else None,
        order=Order(filters.order.data or Order.NEWEST),
    )
