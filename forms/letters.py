"""Forms about letters."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from forms.base import Between, Needed, Optionally, PortalForm, VersionedForm, boxes, note_field
from forms.classified import NoSecrets
from portal.vocabulary import AnnexSource, BatchShape, CountersigningOrder, ReplyRuling

LONGEST_BODY = 15_000


def on_one_line(text: str | None) -> str:
    """Return a title as it is kept: typed in a box of several lines, so that all of it is seen, it has no line ends.

    Between two Latin words a line end is a space, in Chinese it is nothing.
    """
    spaced = re.sub(r"(?<=[!-~])\s*\n\s*(?=[!-~])", " ", (text or "").strip())
    return re.sub(r"\s*\n\s*", "", spaced)


class WordingForm(VersionedForm):
    """The texts of a draft."""

    title = TextAreaField(_l("Title"), validators=[Needed(), Between(6, 76)], filters=[on_one_line])
    addressee = StringField(
        _l("Addressee"),
        validators=[Needed(), Between(2, 300)],
        description=_l("Full names; several with 、 between."),
    )
    joint = StringField(
        _l("Issued jointly with"),
        validators=[Optionally(), Between(2, 300)],
        description=_l(
            "Full names of the units that issue it too, with 、 between; yours comes first. Each countersigns."
        ),
    )
    copies = StringField(_l("Copies to"), validators=[Optionally(), Between(2, 300)])
    body = TextAreaField(
        _l("Body"),
        validators=[Needed(), Between(20, LONGEST_BODY)],
        description=_l("A paragraph a line. 一、 （一） 1. （1） at the beginning of a line make headings."),
    )
    reply_by = DateField(_l("Answer by"), validators=[Optional()])
    contact = StringField(_l("Contact"), validators=[Optionally(), Between(2, 120)])


class UnitsAskedForm(PortalForm):
    """Whom a consultation letter asks, and what; the units are passed in as choices."""

    units = boxes(
        _l("Units that are asked"),
        validators=[Needed(_l("Choose the units that are asked."))],
        coerce=int,
    )
    asked = TextAreaField(_l("What they are asked"), validators=[Needed(), Between(6, 300)])


class AnnexSourceForm(VersionedForm):
    """What is to be attached."""

    source = RadioField(_l("Attach"), choices=AnnexSource.choices(), validators=[Needed()])


class AnnexForm(VersionedForm):
    """An attachment's name, as the letter names it, and its text."""

    title = StringField(_l("Name of the attachment"), validators=[Needed(), Between(2, 60)])
    body = TextAreaField(
        _l("Text of the attachment"),
        validators=[Optionally(), Between(2, LONGEST_BODY)],
        description=_l("A paragraph a line. Leave it empty when the attachment is sent beside the letter."),
    )


class PicturesForm(VersionedForm):
    """Which photographs are attached, and what the letter calls them; the photographs are passed in as choices."""

    title = StringField(_l("Name of the attachment"), validators=[Needed(), Between(2, 60)])
    chosen = boxes(_l("Photographs"), validators=[Needed(_l("Choose a photograph."))], coerce=int)


class CaptionsForm(VersionedForm):
    """What the letter calls its photographs, and what stands under each."""

    title = StringField(_l("Name of the attachment"), validators=[Needed(), Between(2, 60)])
    captions = FieldList(StringField(_l("What it shows"), validators=[Needed(), Between(2, 60)]))


class SeenForm(VersionedForm):
    """An act without fields, but for the version that was seen."""


class SubmitForm(VersionedForm):
    """To whom a draft goes to be signed; the leaders are passed in as choices."""

    signer = SelectField(_l("Signed by"), coerce=int, validators=[Needed()])


class JointSubmitForm(SubmitForm):
    """To whom a draft goes that several units issue: their leaders countersign before the one chosen signs."""

    countersigners = boxes(
        _l("Countersigned by"),
        validators=[Needed(_l("Choose one leader of each unit that issues the letter too."))],
        coerce=int,
        description=_l("One leader of each unit."),
    )
    order = RadioField(
        _l("How they are asked"),
        choices=CountersigningOrder.choices(),
        default=CountersigningOrder.AT_ONCE,
        validators=[Needed()],
    )


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


class ReplyForm(PortalForm):
    """A unit's reply to a letter."""

    situation = note_field(_l("What was done"), NoSecrets(), least=6, most=4000)
    result = note_field(_l("Result of handling"), NoSecrets(), least=4, most=4000)
    next_step = note_field(_l("Next steps"), NoSecrets(), least=2, most=2000, required=False)
    done_by = DateField(_l("To be done by"), validators=[Optional()])
    contact = StringField(
        _l("Contact"), validators=[Needed(), Between(2, 120)], description=_l("Name and telephone number")
    )
    files = MultipleFileField(_l("Attached files"))


class FiledReplyForm(ReplyForm):
    """A reply on paper, filed for the unit that sent it; what is written there need only be summed up.

    Every field is declared anew, so that the form asks in this order: whose, of when, the scan, what it says.
    """

    unit = SelectField(_l("Unit that replied"), coerce=int, validators=[Needed()])
    replied_on = DateField(_l("Date of the reply"), validators=[Needed()])
    files = MultipleFileField(_l("Scanned reply"), validators=[Needed(_l("Attach the scanned reply."))])
    result = note_field(_l("Result of handling"), NoSecrets(), least=4, most=4000)
    situation = note_field(_l("What was done"), NoSecrets(), least=6, most=4000, required=False)
    next_step = note_field(_l("Next steps"), NoSecrets(), least=2, most=2000, required=False)
    done_by = DateField(_l("To be done by"), validators=[Optional()])
    contact = StringField(_l("Contact"), validators=[Optionally(), Between(2, 120)])


class RulingForm(PortalForm):
    """Whether a reply will do; a new one needs the reason, and may have its own date."""

    ruling = RadioField(_l("Opinion on the answer"), choices=ReplyRuling.choices(), validators=[Needed()])
    reason = note_field(
        _l("Reason"), most=1000, required=False, description=_l("Needed where a new answer is asked for.")
    )
    again_by = DateField(_l("New answer by"), validators=[Optional()])


class NumberForm(PortalForm):
    """Looking a letter up by its number."""

    class Meta(PortalForm.Meta):
        """A search by GET changes nothing and carries no token."""

        csrf = False

    number = StringField(_l("Document number"), validators=[Needed(), Between(5, 40)])


class BatchForm(PortalForm):
    """Letters to be packed into one file: those picked, or every one that fits the list's filter."""

    pick = SelectMultipleField(_l("Letters"), validate_choice=False)
    every = BooleanField(_l("All that fit"))
    shape = SelectField(_l("As"), choices=BatchShape.choices(), validators=[Needed()])

    def picked(self) -> list[int]:
        """Return the letters picked; what is no number is left out."""
        return [int(value) for value in self.pick.data or () if re.fullmatch(r"[0-9]{1,9}", value)]
