"""Taking a case in: one small form a page. What is entered is kept in the draft, right or wrong."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import Field, Form, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation

from forms.base import Between, Needed, Optionally, PortalForm, Telephone, boxes
from forms.classified import NoSecrets
from portal.vocabulary import CaseKind, ContactTime, ContactWay, UrgencyFact


def credit_code_field() -> StringField:
    """Return the field for the other party's credit code, which few know by heart."""
    return StringField(
        _l("Its unified social credit code"),
        description=_l("If you have it, for example from the contract: 18 digits and letters."),
        validators=[Optionally(), Between(18, 18)],
    )


NAMES = {
    CaseKind.DIFFICULTY: _l("Report a difficulty"),
    CaseKind.LEGAL_QUESTION: _l("Ask a legal question"),
}
LONGEST_DESCRIPTION = 5000
LONGEST_WISH = 500
UNASKED = frozenset({"csrf_token", "seen", "mark"})


class Chosen:
    """One of the choices has been taken; ``message`` asks for it."""

    field_flags = {"required": True}  # noqa: RUF012  WTForms' own protocol

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        """Ask for a choice where there is none, or one that is not on offer here."""
        del form
        if field.data not in {value for value, *_ in field.iter_choices()}:
            raise StopValidation(str(self.message))


class WholeNumber:
    """Digits and nothing else, at most nine of them."""

    def __call__(self, form: Form, field: Field) -> None:
        """Ask for a number."""
        del form
        if not re.fullmatch(r"[0-9]{1,9}", field.data or ""):
            raise StopValidation(_("“%(label)s” needs a whole number, for example 38.", label=field.label.text))


class IsoDate:
    """A date as the browser's date field sends it."""

    def __call__(self, form: Form, field: Field) -> None:
        """Ask for a date."""
        del form
        try:
            date.fromisoformat(field.data or "")
        except ValueError:
            example = "2026-10-12"
            message = _("“%(label)s” needs a date such as %(day)s.", label=field.label.text, day=example)
            raise StopValidation(message) from None


class StartForm(PortalForm):
    """What to bring, and for which enterprise; the enterprises are passed in."""

    kind = RadioField(
        _l("What is it"),
        choices=list(NAMES.items()),
        validate_choice=False,
        validators=[Chosen(_l("Choose what you want to bring."))],
    )
    enterprise = SelectField(
        _l("For which enterprise"),
        coerce=lambda value: int(value) if str(value).isdecimal() else None,
        validate_choice=False,
        validators=[Chosen(_l("Choose the enterprise."))],
    )


class AnswerForm(PortalForm):
    """A page of intake. ``mark`` is its own since it was opened, ``seen`` that of the saving that it shows."""

    seen = HiddenField()
    mark = HiddenField()

    def answers(self) -> Mapping[str, Any]:
        """Return what was entered by field, as it goes into the draft."""
        return {field.short_name: field.data for field in self if field.short_name not in UNASKED}


class GroupForm(AnswerForm):
    """The large group of the category tree."""

    group = RadioField(
        _l("Area of the matter"),
        validate_choice=False,
        validators=[Chosen(_l("Choose the area; the nearest one will do."))],
    )


class CategoryForm(AnswerForm):
    """The category within the group."""

    category = RadioField(
        _l("Category"), validate_choice=False, validators=[Chosen(_l("Choose the category; the nearest one will do."))]
    )


class DifficultyForm(AnswerForm):
    """A difficulty in the enterprise's own words."""

    title = StringField(
        _l("In one sentence"),
        description=_l("The officer sees this sentence first, for example “The landlord cut the power over the rent”."),
        validators=[Needed(_l("Say in one sentence what it is.")), Between(6, 40), NoSecrets()],
    )
    description = TextAreaField(
        _l("What happened"),
        description=_l(
            "Since when, where it is stuck, whom you have asked. "
            "Write no state secrets, identity card or account numbers, nor other people's private affairs.",
        ),
        validators=[Needed(_l("Write what happened.")), Between(20, LONGEST_DESCRIPTION), NoSecrets()],
    )
    wish = TextAreaField(
        _l("What would help"),
        description=_l("The most pressing thing, for example “First the power back, the rent in instalments”."),
        validators=[Needed(_l("Write what would help.")), Between(2, LONGEST_WISH), NoSecrets()],
    )
    other_party = StringField(
        _l("The other party"),
        description=_l(
            "The full name of the enterprise or unit concerned. The lawyer checks for conflicts of interest."
        ),
        validators=[Optionally(), Between(2, 120), NoSecrets()],
    )
    other_party_code = credit_code_field()


class QuestionForm(AnswerForm):
    """A legal question in the enterprise's own words."""

    title = StringField(
        _l("The question in one sentence"),
        description=_l("For example “Must we pay damages for orders late because of the flood?”"),
        validators=[Needed(_l("Say the question in one sentence.")), Between(6, 40), NoSecrets()],
    )
    description = TextAreaField(
        _l("What happened"),
        description=_l(
            "What was agreed, what happened when, what the other side wants. Write no state secrets, identity card or "
            "account numbers, nor other people's private affairs.",
        ),
        validators=[Needed(_l("Write what happened.")), Between(20, LONGEST_DESCRIPTION), NoSecrets()],
    )
    wish = TextAreaField(
        _l("What you need most"),
        description=_l("For example “How to answer their letter, and by when”."),
        validators=[Optionally(), Between(2, LONGEST_WISH), NoSecrets()],
    )
    other_party = StringField(
        _l("The other party"),
        description=_l(
            "The full name of the enterprise or unit concerned. The lawyer checks for conflicts of interest."
        ),
        validators=[Optionally(), Between(2, 120), NoSecrets()],
    )
    other_party_code = credit_code_field()


class UrgencyForm(AnswerForm):
    """The facts that make a case urgent; none is the ordinary answer."""

    urgency_facts = boxes(
        _l("Tick what is so"),
        choices=UrgencyFact.choices(),
        validators=[Optionally()],
    )
    still = StringField(
        _l("What stands still"),
        description=_l("For example “Workshop 2, all twelve looms”."),
        validators=[Optionally(), Between(2, 100), NoSecrets()],
    )
    since = StringField(_l("Since when"), validators=[Optionally(), IsoDate()])
    staff = StringField(_l("How many of the staff are affected"), validators=[Optionally(), WholeNumber()])
    damage_after = StringField(
        _l("After which day damage is done"),
        description=_l("For example the day of delivery, or the day on which the loan falls due."),
        validators=[Optionally(), IsoDate()],
    )


class FilesForm(PortalForm):
    """Files that help to understand the case."""

    files = MultipleFileField(_l("Choose files"))


class ContactForm(AnswerForm):
    """Whom the office calls about this case."""

    contact_name = StringField(_l("Name"), validators=[Needed(_l("Enter the name of the contact.")), Between(2, 80)])
    contact_telephone = StringField(
        _l("Telephone"), validators=[Needed(_l("Enter the telephone number.")), Telephone()]
    )
    call_by = RadioField(
        _l("How you want to be reached"),
        choices=ContactWay.choices(),
        default=ContactWay.TELEPHONE.value,
        validators=[Optionally()],
    )
    call_at = boxes(
        _l("When you can be reached"),
        choices=ContactTime.choices(),
        validators=[Optionally()],
    )


class SendForm(PortalForm):
    """The last click; the key makes two clicks one case. ``seen`` tells which answers were shown to be checked."""

    submission_key = HiddenField()
    seen = HiddenField()
