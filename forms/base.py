"""What every form shares: trimmed text, messages that name the field, and text kept over a lost sign-in."""

import re
import unicodedata
from datetime import date
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateTimeField,
    Field,
    Form,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice, SelectFieldBase
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forms.wording import Wording

TELEPHONE = re.compile(r"\+?[\d\s\-—()（）转]{5,29}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
# Control characters but for tab and line breaks, and lone surrogates: no database or PDF takes them. Overrides of the
# direction of writing: they would turn round the words of ours that stand behind them.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Of dates: from each of them days can be counted, in any zone, without leaving the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199
LARGEST = 2**31 - 1  # PostgreSQL's INTEGER; SQLite takes more, but not all that can be typed


def trimmed(value: object) -> str:
    """Return the text without white space around it, control characters, or the browser's CRLF line ends.

    Nothing is an empty text; a number, such as the version of what is edited, becomes its digits.
    """
    return UNWRITABLE.sub("", ("" if value is None else str(value)).replace("\r\n", "\n")).strip()


def whole(text: object) -> int | None:
    """Return the number that is written in digits; None where there is none, or one that no column holds."""
    digits = str(text or "")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(LARGEST)):
        return None
    return number if (number := int(digits)) <= LARGEST else None


def within_reach(value: Any) -> Any:
    """Return a date or a number with which can be reckoned; raise ValueError, said at the field, for any other."""
    if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(_("Enter a date from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError(_("This number is too large."))
    return value


class PortalForm(FlaskForm):
    """A form with its token. Text is trimmed; what was typed before a sign-in was lost is filled in again."""

    conflict: Any = None
    form_errors: list[str]

    class Meta(FlaskForm.Meta):
        """How fields are bound and where values come from."""

        def get_translations(self, form: Form) -> Wording:
            """Say what WTForms finds wrong in the words of the portal, not in those of its catalogues."""
            del form
            return Wording()

        def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Trim every text field but passwords, keep dates and numbers in reach, write choices as (value, label)."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                unbound_field.kwargs.setdefault("filters", [trimmed])
            if issubclass(kind, (DateTimeField, IntegerField)):
                unbound_field.kwargs.setdefault("filters", [within_reach])
            if issubclass(kind, SelectFieldBase) and (pairs := unbound_field.kwargs.get("choices")):
                unbound_field.kwargs["choices"] = [
                    SelectChoice(*pair) if type(pair) is tuple else pair for pair in pairs
                ]
            return unbound_field.bind(form=form, **options)

        def wrap_formdata(self, form: Form, formdata: Any) -> Any:
            """Take the request's values, or on a first showing the values parked when the sign-in ended."""
            values = super().wrap_formdata(form, formdata)
            return values if values is not None else g.get("parked_values")


class VersionedForm(PortalForm):
    """A form that carries the version of what it edits, so that a stale save is noticed."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version that the writer saw; 0, never current, when the field was tampered with."""
        return whole(self.version.data) or 0


class FilterForm(Form):
    """Filters of a list, sent by GET without a token; a value that is no choice counts as not chosen."""

    class Meta(PortalForm.Meta):
        """As every form's, but what is read is the address alone."""

        csrf = False

        def wrap_formdata(self, form: Form, formdata: Any) -> Any:
            """Take the values given and no others."""
            del form
            return formdata

    def __init__(self, args: MultiDict[str, str], **choices: Any) -> None:
        """Read the filters of a request; ``choices`` gives fields the choices that come from data."""
        super().__init__()
        for name, offered in choices.items():
            self[name].choices = offered
        self.process(args)
        for field in self:
            if not field.validate(self):
                field.process_data(None)
                field.errors = []


def boxes(label: Any, *arguments: Any, **options: Any) -> SelectMultipleField:
    """Return a group of check boxes of which several may be ticked; it takes what a SelectMultipleField takes."""
    shown = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
    return SelectMultipleField(label, *arguments, **shown, **options)


def optional_choice(members: Any, label: Any, every: Any, *validators: Any) -> SelectField:
    """Return a field that chooses a member of an enumeration, or None; ``every`` are the words for no choice."""
    choices = [("", every), *members.choices()]
    return SelectField(label, validators, choices=choices, coerce=lambda value: members(value) if value else None)


def optional_number(value: Any) -> int | None:
    """Coerce the value of a filter whose choices are ids; empty for no choice."""
    return int(value) if value else None


def _was_misread(field: Field) -> bool:
    """Tell whether something was typed that is no date or number; that complaint stands, the field is not empty."""
    typed = any(isinstance(value, str) and value.strip() for value in field.raw_data or ())
    return bool(typed and field.process_errors)


def _asked_for(field: Field) -> str:
    if isinstance(field, SelectFieldBase):
        return _("Choose “%(label)s”.", label=field.label.text)
    return _("Fill in “%(label)s”.", label=field.label.text)


class Needed:
    """Something must be given. ``message`` tells what to do; the default asks to fill in, or to choose."""

    field_flags = {"required": True}  # noqa: RUF012  WTForms' own protocol

    def __init__(self, message: Any = None) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        """Stop the field's other checks when it is empty."""
        del form
        if field.data is None or field.data in ("", []):
            if _was_misread(field):
                raise StopValidation
            field.errors = []
            raise StopValidation(str(self.message or _asked_for(field)))


class Optionally:
    """An empty field is left unchecked."""

    def __call__(self, form: Form, field: Field) -> None:
        """Stop without complaint when the field is empty."""
        del form
        if not field.data:
            if not _was_misread(field):
                field.errors = []
            raise StopValidation


class Between:
    """Text between two lengths, counted in characters as a reader counts them."""

    def __init__(self, least: int = 0, most: int = 0) -> None:
        self.least, self.most = least, most  # no maxlength: a browser would cut what is pasted without a word

    def __call__(self, form: Form, field: Field) -> None:
        """Say how many characters there are and how many there may be."""
        del form
        count = len(field.data or "")
        facts = {"label": field.label.text, "now": count, "least": self.least, "most": self.most}
        if count < self.least:
            raise ValidationError(
                _("“%(label)s” needs at least %(least)s characters; there are %(now)s.", **facts),
            )
        if self.most and count > self.most:
            raise ValidationError(
                _("“%(label)s” may have at most %(most)s characters; there are %(now)s.", **facts),
            )


class Telephone:
    """A telephone number as people write it; full-width digits become those that can be dialled."""

    def __call__(self, form: Form, field: Field) -> None:
        """Ask for a number that can be dialled."""
        del form
        field.data = unicodedata.normalize("NFKC", field.data or "")
        if not TELEPHONE.fullmatch(field.data):
            raise ValidationError(_("Enter a telephone number with area code, or a mobile number."))


class Email:
    """An e-mail address."""

    def __call__(self, form: Form, field: Field) -> None:
        """Ask for an address with @."""
        del form
        if not EMAIL.fullmatch(field.data or "") or len(field.data) > 254:  # noqa: PLR2004  as RFC 5321 limits it
            raise ValidationError(_("Enter an e-mail address such as name@example.com."))


def note_field(
    label: Any, *checks: Any, least: int = 2, most: int = 2000, required: bool = True, **kwargs: Any
) -> TextAreaField:
    """Return a text area with its checks; most acts on a case or a letter carry one."""
    first = Needed() if required else Optionally()
    return TextAreaField(label, validators=[first, Between(least, most), *checks], **kwargs)


def fields_as_typed(values: MultiDict[str, str]) -> dict[str, list[str]]:
    """Return what was typed by field, without tokens and passwords, for keeping over a lost sign-in."""
    secret = re.compile(r"csrf|password|token", re.IGNORECASE)
    return {name: values.getlist(name) for name in values if not secret.search(name)}
