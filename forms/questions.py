"""What a category of cases asks besides the matter, as the fields of a page."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, StringField

from forms.base import Between, Needed, Optionally, optional_number
from forms.classified import NoSecrets
from forms.intake import AnswerForm, IsoDate, WholeNumber


class Asked(Protocol):
    """A question of a category, as ``portal.cases.intake.questions`` reads it."""

    @property
    def field(self) -> str:
        """The name of its field."""

    @property
    def ask(self) -> str:
        """Its words."""

    @property
    def form(self) -> str:
        """How it is answered: text, number, date or choice."""

    @property
    def hint(self) -> str:
        """What helps to answer it."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen."""

    @property
    def needed(self) -> bool:
        """Whether it must be answered."""


class ReportedForm(AnswerForm):
    """The unit that a confidential report is about; it neither handles the report nor sees it."""

    reported_unit = SelectField(
        _l("Unit reported on"),
        coerce=optional_number,
        description=_l("It neither handles the report nor sees who reported it. Choose it even if you are not sure."),
        validate_choice=False,
    )


def details_form(questions: Iterable[Asked], *, reported: bool = False) -> type[AnswerForm]:
    """Return the form that asks what a category asks; with ``reported``, on which unit it reports too."""
    fields = {each.field: _field_for(each) for each in questions}
    return type("DetailsForm", (ReportedForm if reported else AnswerForm,), fields)


def _field_for(asked: Asked) -> Field:
    first = Needed() if asked.needed else Optionally()
    if asked.form == "choice":
        return RadioField(
            asked.ask, description=asked.hint, choices=[(one, one) for one in asked.choices], validators=[first]
        )
    checks: Mapping[str, list[Any]] = {"number": [WholeNumber()], "date": [IsoDate()]}
    kinds = {"number": {"inputmode": "numeric"}, "date": {"type": "date"}}
    return StringField(
        asked.ask,
        description=asked.hint,
        validators=[first, *checks.get(asked.form, [Between(2, 200), NoSecrets()])],
        render_kw=kinds.get(asked.form, {}),
    )
