"""Forms about supervision."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField
from wtforms.validators import Optional

from forms.base import Needed, PortalForm, note_field
from forms.classified import NoSecrets
from portal.vocabulary import ReplyRuling, SupervisionWay


class RequestForm(PortalForm):
    """An enterprise asks for supervision."""

    words = note_field(_l("What the supervisors should know"), NoSecrets(), most=500, required=False)


class OrderForm(PortalForm):
    """A supervisor or leader orders supervision at once."""

    way = RadioField(
        _l("How"), choices=SupervisionWay.choices(), coerce=SupervisionWay, validators=[Needed(_l("Choose how."))]
    )
    words = note_field(_l("What is asked of the unit"), most=500)


class StepReplyForm(PortalForm):
    """The handling unit replies to a step of supervision."""

    text = note_field(_l("What has been done, and what is done next"), NoSecrets(), least=6, most=2000)
    done_by = DateField(_l("To be done by"), validators=[Optional()])


class StepRulingForm(PortalForm):
    """A supervisor rules on a reply; one that is sent back needs the reason."""

    ruling = RadioField(_l("Ruling"), choices=ReplyRuling.choices(), validators=[Needed()])
    reason = note_field(
        _l("Reason"),
        most=1000,
        required=False,
        description=_l("Needed where a new answer is asked for: say what is missing."),
    )
