"""Special care of cases: marks, what a lawyer writes in confidence, hot issues, and making one of two."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField

from forms.base import Between, Needed, PortalForm, VersionedForm, boxes, note_field, optional_number
from forms.cases import LONG, files_field
from portal.vocabulary import Care


class MarkForm(VersionedForm):
    """Which special care a case needs, and why."""

    marks = boxes(
        _l("Tick what is so"),
        choices=Care.choices(),
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


class IssueForm(PortalForm):
    """Opening a hot issue; the cases on offer are passed in."""

    title = StringField(
        _l("What the issue is"),
        description=_l("For example “Deposits asked for before reopening”."),
        validators=[Needed(), Between(4, 40)],
    )
    cases = boxes(
        _l("Cases of other enterprises about the same thing"),
        coerce=int,
        validators=[Needed(_l("Choose at least one case of another enterprise."))],
    )


class CloseIssueForm(PortalForm):
    """How a hot issue was solved for everybody."""

    conclusion = note_field(
        _l("How it was solved for all"),
        least=6,
        most=1000,
        description=_l("The handlers of its open cases read it and answer their enterprise by it."),
    )


class MergeForm(VersionedForm):
    """Into which case of the same enterprise a case goes; the cases on offer are passed in."""

    into = RadioField(
        _l("Into which case"), coerce=optional_number, validators=[Needed(_l("Choose the case that goes on."))]
    )
    reason = note_field(_l("Reason"), least=4, most=500, description=_l("The enterprise reads it."))
