"""Calling a conference, what it has come to, and deciding against one that the portal proposes."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, FormField, RadioField, SelectField, SelectMultipleField, StringField

from forms.base import (
    Between,
    Needed,
    Optionally,
    PortalForm,
    VersionedForm,
    note_field,
    optional_number,
    trimmed,
)
from forms.handlers import TaskRow

AGREED_TASKS = 3


class DatedTaskRow(TaskRow):
    """What a conference has a unit do, by a day or within the usual limit."""

    due_on = DateField(_l("Reply by"), validators=[Optionally()])


class ConferForm(VersionedForm):
    """Calling a conference; the units on offer are passed in."""

    agenda = note_field(_l("What is to be settled"), least=6, most=500)
    on = DateField(_l("Day of the conference"), validators=[Needed()])
    place = StringField(_l("Place or line"), filters=[trimmed], validators=[Optionally(), Between(2, 80)])
    units = SelectMultipleField(
        _l("Units taking part"), coerce=int, validators=[Needed(_l("Choose at least one unit."))]
    )


class ConcludeForm(VersionedForm):
    """What a conference has come to."""

    minutes = note_field(_l("Minutes"), least=6, most=4000)
    decisions = note_field(
        _l("Decisions"),
        least=6,
        most=2000,
        description=_l("One a line: who does what by when. The handling unit goes on by them."),
    )
    attended = SelectMultipleField(_l("Units that took part"), coerce=int, validators=[Optionally()])
    tasks = FieldList(FormField(DatedTaskRow), min_entries=AGREED_TASKS, max_entries=AGREED_TASKS)
    unit = SelectField(_l("New handling unit"), coerce=optional_number, validators=[Optionally()])
    handler = RadioField(_l("Handler"), coerce=optional_number, validators=[Optionally()], validate_choice=False)
    due_on = DateField(
        _l("New promised date"),
        validators=[Optionally()],
        description=_l("A working day; a limit is at most doubled. The enterprise is told."),
    )


class DismissForm(PortalForm):
    """Deciding against a conference that the portal proposes."""

    reason = note_field(
        _l("Why no conference is called"),
        least=4,
        most=300,
        description=_l("The reason is kept with the proposal; the office reads it."),
    )
