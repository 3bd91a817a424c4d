"""Forms of the other ways in: what somebody tells on the telephone or by a scan, and making codes."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, NumberRange

from forms.base import (
    Between,
    FilterForm,
    Needed,
    Optionally,
    PortalForm,
    Telephone,
    boxes,
    note_field,
    optional_choice,
    optional_number,
    trimmed,
)
from forms.enterprises import MOST_STAFF
from forms.intake import LONGEST_DESCRIPTION, LONGEST_WISH, NoSecrets
from portal.vocabulary import Channel, EntryKind, Sector, UrgencyFact

AT_THE_DESK = [channel for channel in Channel if channel not in {Channel.ONLINE, Channel.QR_CODE}]


class PersonFields(PortalForm):
    """Who tells, and where to call back."""

    contact_name = StringField(_l("Your name"), [Needed(), Between(2, 80)])
    contact_telephone = StringField(
        _l("Your telephone number"), [Needed(), Telephone()], description=_l("We call this number back.")
    )


class SketchFields(PortalForm):
    """An enterprise as it is told on the telephone."""

    enterprise_name = StringField(_l("Name of the enterprise"), [Needed(), Between(4, 120)])
    credit_code = StringField(
        _l("Unified social credit code"), [Optionally(), Between(most=40)], description=_l("If it is at hand.")
    )
    sector = RadioField(
        _l("Sector"), [Needed()], choices=Sector.choices(), coerce=lambda value: value and Sector(value)
    )
    staff_count = IntegerField(
        _l("Staff"), [Optionally(), NumberRange(0, MOST_STAFF, _l("Enter a number of persons."))]
    )


class MatterFields(PortalForm):
    """What it is about; the categories are passed in by their groups."""

    category = SelectField(_l("What it is about"), [Needed(_l("Choose the category; the nearest one will do."))])
    title = StringField(
        _l("In one sentence"), [Needed(_l("Say in one sentence what it is.")), Between(6, 40), NoSecrets()]
    )
    description = TextAreaField(
        _l("What happened"),
        [Needed(_l("Write what happened.")), Between(20, LONGEST_DESCRIPTION), NoSecrets()],
        description=_l("Since when, where it is stuck, whom you have asked."),
    )
    urgency_facts = boxes(
        _l("Tick what is so"),
        [Optionally()],
        choices=UrgencyFact.choices(),
    )


class CallForm(MatterFields):
    """What somebody tells at the desk, on one page."""

    channel = RadioField(
        _l("Channel"),
        [Needed()],
        choices=[(channel.value, channel.label) for channel in AT_THE_DESK],
        coerce=lambda value: value and Channel(value),
    )
    wish = note_field(_l("What would help"), most=LONGEST_WISH, required=False)
    other_party = StringField(_l("The other party"), [Optionally(), Between(2, 120)])
    contact_name = StringField(_l("Name of the caller"), [Needed(), Between(2, 80)])
    contact_telephone = StringField(_l("Telephone of the caller"), [Needed(), Telephone()])
    submission_key = HiddenField()


class SketchForm(SketchFields):
    """An enterprise that is recorded provisionally at the desk; the areas are passed in."""

    area_id = SelectField(_l("Area"), [Needed(_l("Choose the area."))], coerce=optional_number)
    contact_name = StringField(_l("Name of the caller"), [Needed(), Between(2, 80)])
    contact_telephone = StringField(_l("Telephone of the caller"), [Needed(), Telephone()])


class WhoForm(PersonFields):
    """The first screen after a scan, where the code names the enterprise."""


class StrangerForm(SketchFields, PersonFields):
    """The first screen after a scan in a street or building: the enterprise is asked for too."""


class WhatForm(MatterFields):
    """The second screen after a scan."""


class ConsentForm(PortalForm):
    """The third screen after a scan."""

    consent = BooleanField(
        _l("I agree that what I wrote and my telephone number are used to handle this matter"),
        [DataRequired(_l("Without your consent it cannot be taken in."))],
    )


class CodeFilterForm(FilterForm):
    """What the list of codes is filtered by."""

    q = StringField(_l("Find"), filters=[trimmed])
    kind = optional_choice(EntryKind, _l("Kind"), _l("All kinds"))


class CodeForm(PortalForm):
    """For whom or where codes are made, several at once; streets and areas are passed in."""

    kind = RadioField(
        _l("Where the card hangs"),
        [Needed(_l("Choose where the card hangs."))],
        choices=EntryKind.choices(),
        coerce=lambda value: value and EntryKind(value),
    )
    enterprises = TextAreaField(
        _l("List of enterprises"),
        [Optionally(), Between(most=20_000)],
        description=_l("One name or credit code a line, for cards of enterprises."),
    )
    streets = boxes(
        _l("Streets and zones"),
        [Optionally()],
        coerce=int,
        description=_l("For cards of streets."),
    )
    area = SelectField(_l("Area of the buildings"), coerce=optional_number)
    buildings = TextAreaField(
        _l("Buildings or parks"),
        [Optionally(), Between(most=4000)],
        description=_l("One a line, for cards of buildings."),
    )


class RevokeForm(PortalForm):
    """Why a code shall no longer work."""

    reason = note_field(_l("Reason"), most=200)
