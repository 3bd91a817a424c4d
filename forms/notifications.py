"""How somebody wants notices."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from forms.base import Needed, PortalForm
from portal.vocabulary import MailRhythm


class RhythmForm(PortalForm):
    """How notices come by mail."""

    mail = RadioField(_l("Notices by mail"), choices=MailRhythm.choices(), validators=[Needed()])
