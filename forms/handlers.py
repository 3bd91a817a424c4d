"""Giving a case to units and people, with tasks; replying to these, handing back, asking and urging other units."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, Form, FormField, RadioField, SelectField, SelectMultipleField, StringField

from forms.base import (
    Between,
    Needed,
    Optionally,
    VersionedForm,
    note_field,
    optional_choice,
    optional_number,
    trimmed,
)
from forms.cases import LONG, files_field
from forms.desk import HandlingFields
from portal.vocabulary import Stance, TaskKind

MOST_TASKS = 4


class TaskRow(Form):
    """A supporting unit and what it is asked to do; both or neither."""

    unit = SelectField(_l("Supporting unit"), coerce=optional_number)
    what = StringField(_l("Task"), filters=[trimmed], validators=[Optionally(), Between(4, 300)])

    def validate(self, extra_validators: object = None) -> bool:
        """Check that a row is whole or empty."""
        del extra_validators
        valid = bool(super().validate())
        if self.what.data and not self.unit.data:
            self.unit.errors = [str(_l("Choose the unit that is to do this task."))]
        if self.unit.data and not self.what.data:
            self.what.errors = [str(_l("Write what the supporting unit is to do."))]
        return valid and not (self.unit.errors or self.what.errors)


class DispatchForm(HandlingFields, VersionedForm):
    """Giving a case to a unit and a person."""

    tasks = FieldList(FormField(TaskRow), min_entries=MOST_TASKS, max_entries=MOST_TASKS)
    note = note_field(_l("Remark"), required=False, least=0, most=500)


class TransferForm(HandlingFields, VersionedForm):
    """Giving a case to another handler."""

    reason = note_field(
        _l("Reason for the change"), least=4, most=500, description=_l("The enterprise and both handlers read it.")
    )


class TaskReplyForm(VersionedForm):
    """Replying to a supporting task, or to a question on which the unit's opinion is asked."""

    stance = optional_choice(Stance, _l("Your unit's position"), _l("Choose the position"), Optionally())
    reply = note_field(
        _l("Reply"),
        least=6,
        most=LONG,
        description=_l("What was found or done. The handler reads it; the enterprise does not."),
    )
    files = files_field()


class HandBackForm(VersionedForm):
    """Handing a case back; the units on offer are passed in."""

    reason = note_field(
        _l("Why it is handed back"),
        least=6,
        most=1000,
        description=_l("Name the duty or the area for which your unit is not competent."),
    )
    unit = SelectField(
        _l("Proposed unit"), coerce=optional_number, validators=[Needed(_l("Choose the unit that should handle it."))]
    )


class RuleHandBackForm(VersionedForm):
    """Ruling on a hand-back: another unit and person, or a refusal with its reason."""

    ruling = RadioField(
        _l("Ruling"),
        choices=[("redispatch", _l("Dispatch it anew")), ("refuse", _l("Refuse, the handler keeps it"))],
        validators=[Needed(_l("Choose a ruling."))],
    )
    unit = SelectField(_l("Handling unit"), coerce=optional_number, validators=[Optionally()])
    handler = RadioField(_l("Handler"), coerce=optional_number, validators=[Optionally()], validate_choice=False)
    reason = note_field(_l("Reason of the ruling"), least=4, most=1000)


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


class ReceiveForm(VersionedForm):
    """Signing for a case; there is nothing to fill in."""
