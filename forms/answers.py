"""Publishing an answer, and the second lawyer's decision on it."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField

from forms.base import Between, Needed, VersionedForm, note_field

LONG = 6000


class PublishForm(VersionedForm):
    """A question and answer as everybody will read it."""

    question = StringField(
        _l("Question"), [Needed(), Between(6, 120)], description=_l("As any enterprise might ask it.")
    )
    background = note_field(
        _l("Circumstances"),
        required=False,
        least=0,
        most=LONG,
        description=_l("Only what the answer depends on. May stay empty."),
    )
    answer = note_field(_l("The answer"), least=10, most=LONG)
    looked_at = BooleanField(_l("I have looked at each marked word; none of them tells whom it is about"))


class DecideForm(VersionedForm):
    """The second lawyer's decision; a return says why."""

    decision = RadioField(
        _l("Decision of the second lawyer"),
        choices=[("publish", _l("Publish it")), ("return", _l("Return it to its author"))],
        validators=[Needed(_l("Choose a decision."))],
    )
    reason = note_field(
        _l("Reason"), required=False, least=4, most=500, description=_l("Needed for a return; its author reads it.")
    )


class WithdrawForm(VersionedForm):
    """Taking a published answer from the public."""

    reason = note_field(_l("Reason"), least=4, most=500)
