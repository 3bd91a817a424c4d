"""Forms about pairing: filling a slot, ending a pairing, and the filters of the two lists."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField

from forms.base import FilterForm, Needed, VersionedForm, note_field, optional_choice, optional_number
from portal.vocabulary import Reopening, Slot


class FillForm(VersionedForm):
    """Who shall fill a slot; ``version`` is the pairing there, ``choice`` gets the candidates from the view."""

    choice = RadioField(_l("Candidates"), [Needed(_l("Choose one of the candidates."))], coerce=optional_number)
    reason = note_field(
        _l("Reason"),
        most=300,
        required=False,
        description=_l("Needed where the limit is reached; it stays in the history."),
    )

    def in_place_of_somebody(self) -> None:
        """Ask for the reason as one asks for what is needed; whether it is there the operation says."""
        self.reason.label.text = str(_l("Reason for the change"))
        self.reason.description = _l("It stays in the history.")
        self.reason.flags.required = True


class EmptyForm(VersionedForm):
    """Why a pairing ends without a successor."""

    reason = note_field(_l("Reason"), most=300)


class OverviewForm(FilterForm):
    """The coordinator's list of enterprises with their slots; ``area`` gets its choices from the view."""

    q = StringField(_l("Find"))
    area = SelectField(_l("Area"), coerce=optional_number)
    lacking = SelectField(
        _l("Lacking"),
        choices=[("", _l("All enterprises")), ("any", _l("Any of the four")), *Slot.choices()],
    )


class OwnForm(FilterForm):
    """Filters of one's own enterprises."""

    reopening = optional_choice(Reopening, _l("Reopening"), _l("All"))
