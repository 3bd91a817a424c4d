"""Forms about supervision."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from forms.base import Needed, PortalForm, note_field
from portal.vocabulary import SupervisionWay


class RequestForm(PortalForm):
    """An enterprise asks for supervision."""

    words = note_field(_l("What the supervisors should know"), most=500, required=False)


class OrderForm(PortalForm):
    """A supervisor or leader orders supervision at once."""

    way = RadioField(
        _l("How"), choices=SupervisionWay.choices(), coerce=SupervisionWay, validators=[Needed(_l("Choose how."))]
    )
    words = note_field(_l("What is asked of the unit"), most=500)
