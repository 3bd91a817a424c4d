"""At somebody's desk: filters and templates kept under a name, and one act on several cases."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from forms.base import Between, Needed, PortalForm, optional_number


class SaveFilterForm(PortalForm):
    """The name under which a filter is kept."""

    name = StringField(
        _l("Name of the filter"),
        description=_l("For example “Late, labour”. One of the same name is replaced."),
        validators=[Needed(), Between(2, 20)],
    )


class TemplateForm(PortalForm):
    """A template of replies."""

    title = StringField(_l("Title"), validators=[Needed(), Between(2, 40)])
    body = TextAreaField(_l("Text"), validators=[Needed(), Between(4, 2000)])
    for_office = BooleanField(_l("For the whole office"))


class BatchForm(PortalForm):
    """Sending what was previewed; which cases, at which version, stands beside it in the page."""


class HandlingFields:
    """The unit and the person that handle; the persons on offer are those of the chosen unit."""

    unit = SelectField(
        _l("Handling unit"), coerce=optional_number, validators=[Needed(_l("Choose the handling unit."))]
    )
    handler = RadioField(
        _l("Handler"),
        coerce=optional_number,
        validators=[Needed(_l("Choose the handler."))],
        validate_choice=False,
    )


class BatchDispatchForm(HandlingFields, PortalForm):
    """To whom several cases go; units and people on offer are passed in."""
