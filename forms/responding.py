"""What an enterprise says of its case: whether its record is right, what was asked for, and of the outcome."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from forms.base import (
    Needed,
    VersionedForm,
    note_field,
)
from forms.cases import LONG, files_field
from portal.vocabulary import FilingRuling


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


class SupplyForm(VersionedForm):
    """Giving what was asked for."""

    text = note_field(_l("Supplement"), least=2, most=LONG)
    files = files_field()


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
