"""Taking a case in: one small form a page. What is entered is kept in the draft, right or wrong."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import Field, Form, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import Between, Needed, Optionally, PortalForm, Telephone
from portal.vocabulary import CaseKind, UrgencyFact

NAMES = {
    CaseKind.DIFFICULTY: _l("Report a difficulty"),
    CaseKind.LEGAL_QUESTION: _l("Ask a legal question"),
}
LONGEST_DESCRIPTION = 5000
LONGEST_WISH = 500


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
    """A page of intake."""

    def answers(self) -> Mapping[str, Any]:
        """Return what was entered by field, as it goes into the draft."""
        return {field.short_name: field.data for field in self if field.short_name != "csrf_token"}


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
        validators=[Needed(_l("Say in one sentence what it is.")), Between(6, 40)],
    )
    description = TextAreaField(
        _l("What happened"),
        description=_l(
            "Since when, where it is stuck, whom you have asked. "
            "Write no state secrets, identity card or account numbers, nor other people's private affairs.",
        ),
        validators=[Needed(_l("Write what happened.")), Between(20, LONGEST_DESCRIPTION)],
    )
    wish = TextAreaField(
        _l("What would help"),
        description=_l("The most pressing thing, for example “First the power back, the rent in instalments”."),
        validators=[Needed(_l("Write what would help.")), Between(2, LONGEST_WISH)],
    )
    other_party = StringField(
        _l("The other party"),
        description=_l(
            "The full name of the enterprise or unit concerned. The lawyer checks for conflicts of interest."
        ),
        validators=[Optionally(), Between(2, 120)],
    )


class QuestionForm(AnswerForm):
    """A legal question in the enterprise's own words."""

    title = StringField(
        _l("The question in one sentence"),
        description=_l("For example “Must we pay damages for orders late because of the flood?”"),
        validators=[Needed(_l("Say the question in one sentence.")), Between(6, 40)],
    )
    description = TextAreaField(
        _l("What happened"),
        description=_l(
            "What was agreed, what happened when, what the other side wants. Write no state secrets, identity card or "
            "account numbers, nor other people's private affairs.",
        ),
        validators=[Needed(_l("Write what happened.")), Between(20, LONGEST_DESCRIPTION)],
    )
    wish = TextAreaField(
        _l("What you need most"),
        description=_l("For example “How to answer their letter, and by when”."),
        validators=[Optionally(), Between(2, LONGEST_WISH)],
    )
    other_party = StringField(
        _l("The other party"),
        description=_l(
            "The full name of the enterprise or unit concerned. The lawyer checks for conflicts of interest."
        ),
        validators=[Optionally(), Between(2, 120)],
    )


class UrgencyForm(AnswerForm):
    """The facts that make a case urgent; none is the ordinary answer."""

    urgency_facts = SelectMultipleField(
        _l("Tick what is so"),
        choices=UrgencyFact.choices(),
        validators=[Optionally()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
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


class SendForm(PortalForm):
    """The last click; the key makes two clicks one case."""

    submission_key = HiddenField()
