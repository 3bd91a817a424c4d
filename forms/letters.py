"""Forms about letters."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional

from forms.base import Between, Needed, Optionally, PortalForm, VersionedForm, note_field

LONGEST_BODY = 15_000


class WordingForm(VersionedForm):
    """The texts of a draft."""

    title = StringField(_l("Title"), validators=[Needed(), Between(6, 76)])
    addressee = StringField(
        _l("Addressee"),
        validators=[Needed(), Between(2, 300)],
        description=_l("Full names; several with 、 between."),
    )
    copies = StringField(_l("Copies to"), validators=[Optionally(), Between(2, 300)])
    body = TextAreaField(
        _l("Body"),
        validators=[Needed(), Between(20, LONGEST_BODY)],
        description=_l("A paragraph a line. 一、 （一） 1. （1） at the beginning of a line make headings."),
    )
    reply_by = DateField(_l("Answer by"), validators=[Optional()])
    contact = StringField(_l("Contact"), validators=[Optionally(), Between(2, 120)])


class SubmitForm(VersionedForm):
    """To whom a draft goes to be signed; the leaders are passed in as choices."""

    signer = SelectField(_l("Signed by"), coerce=int, validators=[Needed()])


class ReasonForm(PortalForm):
    """An act on a letter that needs its reason."""

    reason = note_field(_l("Reason"), most=1000)


class SignForm(VersionedForm):
    """The signature itself: nothing to fill in, but the version that was read."""


class SignSeveralForm(PortalForm):
    """The letters picked to be signed: of each its number in the database and the version that was shown."""

    letters = SelectMultipleField(_l("Letters to sign"), validate_choice=False)

    def picked(self) -> list[tuple[int, int]]:
        """Return (letter, version) pairs, each letter once; what is no such pair is left out."""
        pairs = (re.fullmatch(r"([0-9]{1,9})\.([0-9]{1,9})", value) for value in self.letters.data or ())
        return list({int(pair[1]): int(pair[2]) for pair in pairs if pair}.items())


class AnswerForm(PortalForm):
    """A unit's answer."""

    text = note_field(_l("Answer"), least=6, most=4000)


class RulingForm(PortalForm):
    """Whether an answer will do."""

    ruling = RadioField(
        _l("Ruling"),
        choices=[("accept", _l("Accept the answer")), ("redo", _l("Ask for a new answer"))],
        validators=[Needed()],
    )
    reason = note_field(_l("Reason"), most=1000, required=False)


class NumberForm(PortalForm):
    """Looking a letter up by its number."""

    class Meta(PortalForm.Meta):
        """A search by GET changes nothing and carries no token."""

        csrf = False

    number = StringField(_l("Document number"), validators=[Needed(), Between(5, 40)])
