"""Filtering cases, and one form for each act of whoever takes a case up and handles it."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import RadioField, SelectField, SelectMultipleField, StringField

from forms.base import (
    Between,
    FilterForm,
    Needed,
    Optionally,
    VersionedForm,
    note_field,
    optional_choice,
    optional_number,
    trimmed,
)
from portal.vocabulary import CaseKind, CaseStatus, Channel, OutcomeKind, Venue

LONG = 4000


def files_field() -> MultipleFileField:
    """Return the field for files that go with an act."""
    return MultipleFileField(_l("Files"))


class CaseFilterForm(FilterForm):
    """What a work list is filtered by; choices that come from data are passed in."""

    q = StringField(_l("Find"), id="find", filters=[trimmed])
    status = optional_choice(CaseStatus, _l("Status"), _l("All statuses"))
    kind = optional_choice(CaseKind, _l("Kind"), _l("All kinds"))
    category = SelectField(_l("Category"), coerce=optional_number)
    area = SelectField(_l("Street"), coerce=optional_number)
    unit = SelectField(_l("Handling unit"), coerce=optional_number)
    light = SelectField(_l("Light"))
    channel = optional_choice(Channel, _l("Channel"), _l("All channels"))


class AcceptForm(VersionedForm):
    """Taking a case up."""

    note = note_field(_l("Remark for the enterprise"), required=False, least=0, most=500)


class DeclineForm(VersionedForm):
    """Refusing a case, never without saying where to turn."""

    reason = note_field(
        _l("Why it is not accepted"),
        least=6,
        most=1000,
        description=_l("The enterprise reads this. Say which condition is not met."),
    )
    turn_to = note_field(
        _l("Where to turn instead"),
        least=4,
        most=300,
        description=_l("Name the authority and, where known, its telephone number."),
    )


class AskForm(VersionedForm):
    """Asking the enterprise for something."""

    question = note_field(
        _l("What is to be supplemented"),
        least=6,
        most=500,
        description=_l("One point a line, so that the enterprise can answer them one by one."),
    )


class NoteForm(VersionedForm):
    """Recording progress."""

    text = note_field(
        _l("What was done"),
        least=4,
        most=LONG,
        description=_l("In a record for the office only, “@name” tells a colleague who may see the case."),
    )
    public = RadioField(
        _l("Who sees it"),
        choices=[("yes", _l("The enterprise too")), ("no", _l("The office only"))],
        default="yes",
        validators=[Needed(_l("Choose who sees it."))],
    )
    files = files_field()


class AnswerForm(VersionedForm):
    """Answering with citations. ``citations`` are values ``document#anchor``; ``q`` looks for more without sending."""

    text = note_field(
        _l("Answer to the enterprise"),
        least=10,
        most=LONG,
        description=_l("First the conclusion, then the reason, then what to do next."),
    )
    q = StringField(_l("Search the policy library"), validators=[Optionally(), Between(0, 200)])
    citations = SelectMultipleField(_l("Cited measures"), validate_choice=False)
    files = files_field()


class ProposeForm(VersionedForm):
    """Proposing an outcome."""

    kind = RadioField(
        _l("Outcome"),
        choices=OutcomeKind.choices(),
        validators=[Needed(_l("Choose in what way it was resolved."))],
    )
    explanation = note_field(
        _l("Explanation for the enterprise"),
        least=10,
        most=LONG,
        description=_l("What was done, by whom, and what the enterprise now has."),
    )
    venue = optional_choice(Venue, _l("Where it goes on"), _l("Nowhere else"), Optionally())
    number = StringField(
        _l("Number there"),
        filters=[trimmed],
        validators=[Optionally(), Between(2, 80)],
        description=_l("The number of the filing or of the mediation, as the other body gives it."),
    )
