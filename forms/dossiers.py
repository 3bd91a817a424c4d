"""Asking for the file of a case."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from forms.base import Needed, PortalForm
from portal.vocabulary import DossierShape


class DossierForm(PortalForm):
    """In what shape the file is wanted."""

    shape = RadioField(_l("Shape"), choices=DossierShape.choices(), validators=[Needed()])
