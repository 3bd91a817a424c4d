"""Special care of a case: its marks, and what a lawyer writes in confidence."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import VersionedForm, note_field
from forms.cases import LONG, files_field
from portal.vocabulary import Care


class MarkForm(VersionedForm):
    """Which special care a case needs, and why."""

    marks = SelectMultipleField(
        _l("Tick what is so"),
        choices=Care.choices(),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    reason = note_field(
        _l("Reason"),
        least=4,
        most=500,
        description=_l("What is known, and from whom. The office reads it; the enterprise does not."),
    )


class AdviseForm(VersionedForm):
    """What the enterprise is told in confidence."""

    text = note_field(
        _l("Privileged note"),
        least=6,
        most=LONG,
        description=_l("Risks, tactics, evidence. The enterprise and its lawyers read it, and nobody of the office."),
    )
    files = files_field()
