"""Forms about enterprises: registering, their facts, verification, reopening, members, and the directory's filters."""

from collections.abc import Mapping, Sequence
from typing import cast

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import NumberRange

from forms.accounts import new_password, repeated_password
from forms.base import (
    Between,
    Email,
    FilterForm,
    Needed,
    Optionally,
    PortalForm,
    Telephone,
    VersionedForm,
    note_field,
    optional_choice,
    optional_number,
)
from portal.vocabulary import Reopening, Sector, Size, Standing

MOST_STAFF = 1_000_000
REOPENING_HINT = _l("As it is today; you can report changes at any time.")


class CreditCodeForm(PortalForm):
    """The first step: the code alone; ``confirmed`` is asked for only where the check character does not fit."""

    credit_code = StringField(
        _l("Unified social credit code"),
        [Needed(), Between(most=40)],
        description=_l("18 characters, on the business licence."),
    )
    confirmed = BooleanField(_l("I have compared it with the licence; the code is right"))


class FactsForm(PortalForm):
    """What an enterprise is; ``area_id`` gets its choices from the view."""

    name = StringField(_l("Name of the enterprise"), [Needed(), Between(4, 120)], description=_l("As on the licence."))
    sector = RadioField(
        _l("Sector"), [Needed()], choices=Sector.choices(), coerce=lambda value: value and Sector(value)
    )
    size = optional_choice(Size, _l("Size"), _l("Choose"), Needed(_l("Choose the size.")))
    staff_count = IntegerField(
        _l("Staff"),
        [Optionally(), NumberRange(0, MOST_STAFF, _l("Enter a number of persons."))],
        description=_l("Persons, today."),
    )
    area_id = SelectField(_l("Area"), [Needed(_l("Choose the area."))], coerce=optional_number)
    address = StringField(_l("Address"), [Needed(), Between(4, 200)])


class RegistrationForm(FactsForm):
    """The second step for somebody who has an account already; the code comes from the first step."""

    credit_code = HiddenField()
    confirmed = HiddenField()
    reopening = RadioField(
        _l("How far it has reopened"),
        [Needed()],
        choices=Reopening.choices(),
        coerce=lambda value: value and Reopening(value),
        description=REOPENING_HINT,
    )


class PersonFields(PortalForm):
    """The account of somebody who acts for an enterprise; the mobile number is what they sign in with."""

    person = StringField(_l("Your name"), [Needed(), Between(2, 80)])
    username = StringField(
        _l("Your mobile number"),
        [Needed(), Telephone()],
        description=_l("You sign in with it, and it is where the office reaches you."),
    )
    email = StringField(_l("E-mail"), [Optionally(), Email()], description=_l("Notices are also sent there."))
    password = new_password(_l("Password"), _l("Choose a password."))
    again = repeated_password("password", _l("Password once more"), _l("Enter the password once more."))


class NewcomerForm(RegistrationForm, PersonFields):
    """The second step for somebody who has no account."""


class ProfileForm(VersionedForm, FactsForm):
    """Everything known about an enterprise; the view takes away the fields that the writer may not change."""

    credit_code = StringField(_l("Unified social credit code"), [Needed(), Between(most=40)])
    confirmed = BooleanField(_l("I have compared it with the licence; the code is right"))
    contact_name = StringField(_l("Contact person"), [Needed(), Between(2, 80)])
    contact_telephone = StringField(_l("Telephone"), [Needed(), Telephone()])
    contact_email = StringField(_l("E-mail"), [Optionally(), Email()])
    above_scale = BooleanField(_l("Above scale"))
    key = BooleanField(_l("Key enterprise"))
    green_channel = BooleanField(_l("Green channel: its cases have half the limit"))


class VerificationForm(VersionedForm):
    """The coordinator's ruling on a registered enterprise."""

    ruling = RadioField(
        _l("Result of verification"),
        [Needed(_l("Choose whether the enterprise is verified."))],
        choices=[("verify", _l("Verified: the facts agree with the licence")), ("refuse", _l("Refused"))],
    )
    above_scale = BooleanField(_l("Above scale"))
    key = BooleanField(_l("Key enterprise"))
    reason = note_field(_l("Reason, where not verified"), most=300, required=False)


class ReopeningForm(PortalForm):
    """A report of how far an enterprise has reopened."""

    reopening = RadioField(
        _l("How far it has reopened"),
        [Needed()],
        choices=Reopening.choices(),
        coerce=lambda value: value and Reopening(value),
    )
    on = DateField(_l("Since"), [Needed()])
    remark = note_field(_l("Remark"), most=300, required=False)


class InvitationForm(PortalForm):
    """Whom to invite."""

    email = StringField(_l("E-mail of your colleague"), [Needed(), Email()])


class JoiningForm(PersonFields):
    """A new account for somebody who accepts an invitation."""


class ConfirmationForm(PortalForm):
    """Nothing but the token, for an act that is confirmed."""


class DirectoryForm(FilterForm):
    """The directory's filters; ``area`` gets its choices from the view."""

    q = StringField(_l("Find"))
    sector = optional_choice(Sector, _l("Sector"), _l("All sectors"))
    area = SelectField(_l("Area"), coerce=optional_number)
    size = optional_choice(Size, _l("Size"), _l("All sizes"))
    reopening = optional_choice(Reopening, _l("Reopening"), _l("All"))
    standing = optional_choice(Standing, _l("Verification state"), _l("All"))
    mark = SelectField(
        _l("Mark"),
        choices=[("", _l("All")), ("key", _l("Key enterprise")), ("above_scale", _l("Above scale"))],
    )
    order = SelectField(
        _l("Sorted by"),
        choices=[("newest", _l("Newest first")), ("name", _l("By name")), ("staff", _l("Most staff first"))],
    )


class ImportFileForm(PortalForm):
    """A file of enterprises."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file."))])


class ImportRowForm(PortalForm):
    """A row of an import; :func:`row_form` adds a field for each fact."""

    accepted = BooleanField(_l("I have looked into the doubts; import the row as it stands"))


def columns_form(labels: Mapping[str, str], choices: Sequence[tuple[int | str, str]]) -> type[PortalForm]:
    """Return the form in which the column of each fact is chosen."""
    fields = {
        name: SelectField(label, [Optionally()], choices=choices, coerce=column_number)
        for name, label in labels.items()
    }
    return cast("type[PortalForm]", type("ColumnsForm", (PortalForm,), fields))


def column_number(value: object) -> int | None:
    """Coerce the choice of a column, whose first number is 0; empty for none."""
    return None if value in {None, ""} else int(str(value))


def row_form(labels: Mapping[str, str]) -> type[ImportRowForm]:
    """Return the form in which a row is mended; what is wrong with it the judge says, not the form."""
    fields = {name: StringField(label, [Optionally(), Between(most=500)]) for name, label in labels.items()}
    return cast("type[ImportRowForm]", type("RowForm", (ImportRowForm,), fields))
