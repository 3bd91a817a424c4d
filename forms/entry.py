"""Forms of the other ways in: what somebody tells on the telephone or by a scan, and making codes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    Form,
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
from forms.classified import NoSecrets
from forms.enterprises import MOST_STAFF
from forms.intake import LONGEST_DESCRIPTION, LONGEST_WISH
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


class NeededAt:
    """Needed for cards that hang at this kind of place; of the others' the field is not asked for."""

    field_flags = {"required": True}  # noqa: RUF012  WTForms' own protocol

    def __init__(self, kind: EntryKind, message: Any) -> None:
        self.kind, self.needed, self.optional = kind, Needed(message), Optionally()

    def __call__(self, form: Form, field: Field) -> None:
        """Ask for the field of the kind that is chosen, and for no other."""
        check = self.needed if form["kind"].data is self.kind else self.optional
        check(form, field)


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
        [NeededAt(EntryKind.ENTERPRISE, _l("Name the enterprises.")), Between(most=20_000)],
        description=_l("One name or credit code a line."),
    )
    streets = boxes(
        _l("Streets and zones"),
        [NeededAt(EntryKind.STREET, _l("Tick the streets or zones."))],
        coerce=int,
    )
    area = SelectField(
        _l("Area of the buildings"), [NeededAt(EntryKind.BUILDING, _l("Choose the area."))], coerce=optional_number
    )
    buildings = TextAreaField(
        _l("Buildings or parks"),
        [NeededAt(EntryKind.BUILDING, _l("Name the buildings or parks.")), Between(most=4000)],
        description=_l("One a line."),
    )


class RevokeForm(PortalForm):
    """Why a code shall no longer work."""

    reason = note_field(_l("Reason"), most=200)
