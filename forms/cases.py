"""Filtering cases, and one form for each act on a case."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import DateField, FieldList, Form, FormField, RadioField, SelectField, SelectMultipleField, StringField

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
from forms.desk import HandlingFields
from portal.vocabulary import CaseKind, CaseStatus, Channel, FilingRuling, OutcomeKind, RatingLevel, Stance, Venue

LONG = 4000
MOST_TASKS = 4
AGREED_TASKS = 3


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


class EndorseForm(VersionedForm):
    """What an enterprise says of a case that was filed on its behalf."""

    ruling = RadioField(
        _l("Is it right"),
        choices=FilingRuling.choices(),
        validators=[Needed(_l("Choose what is so."))],
        coerce=lambda value: value and FilingRuling(value),
    )
    text = note_field(
        _l("Correction, or why it is not yours"),
        required=False,
        most=LONG,
        description=_l("Not needed where the record is right."),
    )


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


class SupplyForm(VersionedForm):
    """Giving what was asked for."""

    text = note_field(_l("Supplement"), least=2, most=LONG)
    files = files_field()


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


class DatedTaskRow(TaskRow):
    """What a conference has a unit do, by a day or within the usual limit."""

    due_on = DateField(_l("Reply by"), validators=[Optionally()])


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


class ConfirmForm(VersionedForm):
    """Confirming that a case is resolved."""

    text = note_field(_l("Remark"), required=False, least=0, most=1000)


class RejectForm(VersionedForm):
    """Sending an outcome back."""

    missing = note_field(_l("What is still not resolved"), least=6, most=1000)


class WithdrawForm(VersionedForm):
    """Taking a case back."""

    reason = note_field(_l("Reason"), required=False, least=0, most=500)


class ReopenForm(VersionedForm):
    """Having a closed case taken up again."""

    reason = note_field(
        _l("Why it should be reopened"),
        least=6,
        most=1000,
        description=_l("Say what has come up again, and since when."),
    )


class ExtendForm(VersionedForm):
    """Asking for an extension."""

    on = DateField(_l("New date"), validators=[Needed()])
    reason = note_field(
        _l("Why it cannot be done in time"),
        least=6,
        most=1000,
        description=_l("If it is granted, the enterprise reads this. Say what is still to be done and by whom."),
    )


class RuleExtensionForm(VersionedForm):
    """Deciding on an extension; a refusal says why."""

    ruling = RadioField(
        _l("Decision"),
        choices=[("grant", _l("Grant the extension")), ("refuse", _l("Refuse, the date stays"))],
        validators=[Needed(_l("Choose a decision."))],
    )
    reason = note_field(
        _l("Reason"), required=False, least=4, most=1000, description=_l("Needed for a refusal; the handler reads it.")
    )


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


class RateForm(VersionedForm):
    """Rating a closed case."""

    level = RadioField(
        _l("How satisfied are you?"),
        choices=RatingLevel.choices(),
        validators=[Needed(_l("Choose how satisfied you are."))],
    )
    text = note_field(_l("What was good or bad"), required=False, least=0, most=1000)


class VerifyRatingForm(VersionedForm):
    """What the enterprise said when it was asked about its bad rating."""

    finding = note_field(
        _l("What was found"), least=6, most=1000, description=_l("Whom you asked, and what is to be put right.")
    )


class RectifyForm(VersionedForm):
    """What was put right after a bad rating."""

    remedy = note_field(_l("What was put right"), least=6, most=1000, description=_l("The enterprise reads this."))


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
