"""The form behind the export buttons of a list."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import Length

from forms.base import Needed, PortalForm
from portal.vocabulary import ExportShape


class ExportForm(PortalForm):
    """Which file is wanted, and the address of the list with its filters."""

    shape = SelectField(_l("Format"), choices=ExportShape.choices(), validators=[Needed()])
    query = HiddenField(validators=[Length(max=2_000)])
