"""Ratings, their rectification, one found to be a mistake, and calling the enterprise after the end."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField

from forms.base import Between, Needed, Optionally, VersionedForm, note_field, trimmed
from forms.cases import files_field
from portal.vocabulary import FollowUpResult, RatingLevel


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


class MarkMistakenForm(VersionedForm):
    """Finding a rating to be a mistake, with evidence."""

    evidence = note_field(
        _l("Evidence"),
        least=10,
        most=1000,
        description=_l("Whom you asked and when, and what shows that the enterprise meant something else."),
    )
    files = files_field()
