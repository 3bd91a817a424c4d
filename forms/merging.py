"""The form that makes one record of two: for each fact in which they differ, which of both holds."""

from collections.abc import Sequence

from flask_babel import gettext as _
from wtforms import HiddenField, RadioField
from wtforms.validators import Optional

from forms.base import Needed, VersionedForm, whole

OURS, THEIRS = "kept", "gone"
PREFIX = "fact_"
Difference = tuple[str, str, str, str]  # field, label, what the kept record says, what the other says


class MergeForm(VersionedForm):
    """Both versions, and the facts that :func:`merge_form` adds."""

    gone_version = HiddenField(validators=[Optional()])

    @property
    def taken(self) -> frozenset[str]:
        """The facts in which the other record is followed."""
        chosen = {name: value for name, value in self.data.items() if name.startswith(PREFIX)}
        return frozenset(name.removeprefix(PREFIX) for name, value in chosen.items() if value == THEIRS)

    @property
    def seen_gone(self) -> int:
        """The version of the record that goes, as the form showed it."""
        return whole(self.gone_version.data) or 0


def merge_form(differences: Sequence[Difference], empty: str) -> type[MergeForm]:
    """Return a form with a choice for each difference; the kept record's is chosen unless it is ``empty``."""
    fields = {
        f"{PREFIX}{name}": RadioField(
            label,
            [Needed()],
            choices=[
                (OURS, _("%(value)s (kept record)", value=kept)),
                (THEIRS, _("%(value)s (other record)", value=gone)),
            ],
            default=THEIRS if kept == empty else OURS,
        )
        for name, label, kept, gone in differences
    }
    return type("MergeFormOfBoth", (MergeForm,), fields)
