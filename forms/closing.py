"""Asking and urging other units, calling the enterprise after the end, and finding a rating to be a mistake."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectMultipleField, StringField

from forms.base import Between, Needed, Optionally, PortalForm, VersionedForm, note_field, trimmed
from forms.cases import files_field
from portal.vocabulary import FollowUpResult, TaskKind


class ConsultForm(VersionedForm):
    """Asking several units for the same; the units on offer are passed in."""

    kind = RadioField(
        _l("What they are asked for"),
        choices=TaskKind.choices(),
        validators=[Needed(_l("Choose what the units are asked for."))],
    )
    units = SelectMultipleField(
        _l("Units asked"), coerce=int, validators=[Needed(_l("Choose at least one unit to ask."))]
    )
    what = note_field(
        _l("Task or question"),
        least=4,
        most=300,
        description=_l("Say what each is to do or to answer; the enterprise does not read it."),
    )
    due_on = DateField(_l("Reply by"), validators=[Needed()])


class UrgeForm(VersionedForm):
    """Urging a unit to reply; words of one's own go with the notice."""

    text = note_field(
        _l("What you ask of it"),
        most=300,
        required=False,
        description=_l("Goes into the notice to the unit and into the record; the enterprise does not read it."),
    )


class FollowUpForm(VersionedForm):
    """What an enterprise said when it was called."""

    result = RadioField(
        _l("Result of the call"),
        choices=FollowUpResult.choices(),
        validators=[Needed(_l("Choose what came of the call."))],
    )
    spoke_with = StringField(_l("Spoken with"), filters=[trimmed], validators=[Optionally(), Between(2, 80)])
    found = note_field(
        _l("What was said"), least=4, most=1000, description=_l("In the words of the enterprise; the office reads it.")
    )


class ReceiveForm(VersionedForm):
    """Signing for a case; there is nothing to fill in."""


class MarkMistakenForm(VersionedForm):
    """Finding a rating to be a mistake, with evidence."""

    evidence = note_field(
        _l("Evidence"),
        least=10,
        most=1000,
        description=_l("Whom you asked and when, and what shows that the enterprise meant something else."),
    )
    files = files_field()


class DismissForm(PortalForm):
    """Deciding against a conference that the portal proposes."""

    reason = note_field(
        _l("Why no conference is called"),
        least=4,
        most=300,
        description=_l("The reason is kept with the proposal; the office reads it."),
    )
