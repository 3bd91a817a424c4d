"""Asking for an extension and deciding on it."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField

from forms.base import (
    Needed,
    VersionedForm,
    note_field,
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
