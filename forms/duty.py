"""Forms about lines, rosters and appointments; choices that come from data are passed in."""

from datetime import time

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import NumberRange

from forms.base import (
    Between,
    Needed,
    Optionally,
    PortalForm,
    Telephone,
    VersionedForm,
    boxes,
    note_field,
    optional_number,
)
from portal.vocabulary import MeetingWay


class LineForm(VersionedForm):
    """A telephone line and its turns."""

    name = StringField(_l("Name of the line"), [Needed(), Between(2, 40)])
    telephone = StringField(_l("Telephone"), [Needed(), Telephone()])
    hours = StringField(
        _l("Hours"),
        [Needed(), Between(2, 40)],
        description=_l("As enterprises read them, for example: 24 hours a day."),
    )
    turns = TextAreaField(
        _l("Turns of a day"),
        [Needed(), Between(most=400)],
        description=_l(
            "One a line with its time, for example: day 08:30-17:30. One that ends earlier ends the next day."
        ),
    )
    on_days_off = BooleanField(_l("Answered on days off too"))
    closed = BooleanField(_l("No longer answered"))


class TurnForm(PortalForm):
    """Who has one turn of one day."""

    person = SelectField(_l("On duty"), coerce=optional_number)


class RotationForm(PortalForm):
    """A range of days in which several people take turns."""

    first = DateField(_l("From"), [Needed()])
    last = DateField(_l("Until"), [Needed()])
    step = RadioField(
        _l("Each has"),
        [Needed()],
        choices=[("turn", _l("one turn")), ("day", _l("all turns of a day")), ("week", _l("all turns of a week"))],
    )
    people = boxes(
        _l("Who takes turns"),
        [Needed(_l("Choose who takes turns."))],
        coerce=int,
        description=_l(
            "In this order, beginning anew after the last. Turns that somebody has already stay as they are."
        ),
    )


class ExchangeForm(PortalForm):
    """With whose turn one is exchanged."""

    theirs = SelectField(_l("Exchange with"), [Needed(_l("Choose a turn."))], coerce=optional_number)


class OfferForm(PortalForm):
    """Times that somebody offers: a span of one day, cut into meetings, repeated over weeks."""

    on = DateField(_l("Day"), [Needed()])
    begins = TimeField(_l("From"), [Needed()], default=time(9))
    ends = TimeField(_l("Until"), [Needed()], default=time(11, 30))
    minutes = RadioField(
        _l("Length of a meeting"),
        [Needed()],
        choices=[(30, _l("30 minutes")), (45, _l("45 minutes")), (60, _l("60 minutes")), (90, _l("90 minutes"))],
        coerce=lambda value: value and int(value),
        default=30,
    )
    weeks = IntegerField(
        _l("Repeat for weeks"),
        [NumberRange(1, 12, _l("Enter a number from 1 to 12."))],
        default=1,
        description=_l("1 is this day alone; days off are left out."),
    )
    way = RadioField(
        _l("How to meet"), [Needed()], choices=MeetingWay.choices(), coerce=lambda value: value and MeetingWay(value)
    )
    place = StringField(
        _l("Place, or how to join"),
        [Optionally(), Between(2, 200)],
        description=_l("For a meeting in person the address; for a video meeting its name or number."),
    )
    on_days_off = BooleanField(_l("On days off too"))


class BookingForm(PortalForm):
    """What an enterprise says when it takes a time."""

    enterprise = SelectField(_l("For which enterprise"), coerce=optional_number)
    topic = StringField(
        _l("What it is about"),
        [Needed(_l("Say in a sentence what it is about.")), Between(4, 200)],
        description=_l("So that the other side can prepare."),
    )
    case = SelectField(_l("About which case"), coerce=optional_number)
    contact_name = StringField(_l("Contact person"), [Needed(), Between(2, 80)])
    contact_telephone = StringField(_l("Telephone"), [Needed(), Telephone()])


class ChangeForm(VersionedForm):
    """To which other time an appointment is moved."""

    time = RadioField(_l("New time"), [Needed(_l("Choose a time."))], coerce=lambda value: value and int(value))


class CancelForm(VersionedForm):
    """Why an appointment does not take place; the office must say so, the enterprise may."""

    reason = note_field(_l("Reason"), required=False, most=300)
