"""To whom a measure applies, and what an enterprise does about it."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import Between, Optionally, PortalForm, VersionedForm
from portal.vocabulary import Reopening, Sector, Size

EITHER = {"": None, "yes": True, "no": False}
THREE_WAYS = [("", _l("Either")), ("yes", _l("Only these")), ("no", _l("Only the others"))]


def boxes(label: object, choices: object = (), *, coerce: type = str, offered: bool = True) -> SelectMultipleField:
    """Return a group of check boxes of which none need be ticked; ``offered``: what is ticked must be a choice."""
    return SelectMultipleField(
        label,
        choices=choices,
        coerce=coerce,
        validate_choice=offered,
        validators=[Optionally()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class RuleForm(VersionedForm):
    """To whom a measure applies; a group without a tick asks nothing."""

    sectors = boxes(_l("Sector"), Sector.choices())
    sizes = boxes(_l("Size"), Size.choices())
    above_scale = RadioField(_l("Above scale"), choices=THREE_WAYS, validators=[Optionally()])
    key = RadioField(_l("Key enterprise"), choices=THREE_WAYS, validators=[Optionally()])
    reopenings = boxes(_l("Reopening"), Reopening.choices())
    area_ids = boxes(_l("Area"), coerce=int)
    from_on = DateField(_l("First day"), validators=[Optionally()])
    until_on = DateField(_l("Last day"), validators=[Optionally()])
    where_to_apply = StringField(
        _l("Where to apply"),
        description=_l("The window, telephone or address at which an enterprise applies."),
        validators=[Optionally(), Between(2, 300)],
    )


class TellForm(PortalForm):
    """Which enterprises are told of which measures: ``id#document#point``."""

    chosen = boxes(_l("Policies"), offered=False)
