"""To whom a measure applies, and what an enterprise does about it."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField

from forms.base import Between, Optionally, PortalForm, VersionedForm, boxes
from portal.vocabulary import Reopening, Sector, Size

EITHER = {"": None, "yes": True, "no": False}
THREE_WAYS = [("", _l("Either")), ("yes", _l("Only these")), ("no", _l("Only the others"))]


class RuleForm(VersionedForm):
    """To whom a measure applies; a group without a tick asks nothing."""

    sectors = boxes(_l("Sector"), [Optionally()], choices=Sector.choices())
    sizes = boxes(_l("Size"), [Optionally()], choices=Size.choices())
    above_scale = RadioField(_l("Above scale"), choices=THREE_WAYS, validators=[Optionally()])
    key = RadioField(_l("Key enterprise"), choices=THREE_WAYS, validators=[Optionally()])
    reopenings = boxes(_l("Reopening"), [Optionally()], choices=Reopening.choices())
    area_ids = boxes(_l("Area"), [Optionally()], coerce=int)
    from_on = DateField(_l("First day"), validators=[Optionally()])
    until_on = DateField(_l("Last day"), validators=[Optionally()])
    where_to_apply = StringField(
        _l("Where to apply"),
        description=_l("The window, telephone or address at which an enterprise applies."),
        validators=[Optionally(), Between(2, 300)],
    )


class TellForm(PortalForm):
    """Which enterprises are told of which measures: ``id#document#point``."""

    chosen = boxes(_l("Policies"), [Optionally()], validate_choice=False)
