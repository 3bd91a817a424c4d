"""Forms about pairing: filling a slot, ending a pairing, and the filters of the two lists."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, NumberRange

from forms.accounts import languages_field
from forms.base import (
    Between,
    FilterForm,
    Needed,
    Optionally,
    PortalForm,
    VersionedForm,
    boxes,
    note_field,
    optional_choice,
    optional_number,
)
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

    team = SelectField(
        _l("Team"),
        [Optionally()],
        coerce=optional_number,
        description=_l("With a team its lead is paired by name, and all members see the enterprise."),
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


# In the order in which they are best filled: a leader by the responsible unit, which must be known.
PROPOSED = [(slot.value, slot.label) for slot in (Slot.LIAISON, Slot.LAWYER, Slot.UNIT, Slot.LEADER)]


class BatchForm(PortalForm):
    """For which slot of which enterprises somebody is to be proposed; ``area`` gets its choices from the view."""

    slot = RadioField(
        _l("Slot"),
        [Needed(_l("Choose the slot."))],
        choices=PROPOSED,
        default=Slot.LAWYER.value,
        description=_l("Fill the responsible units before the leaders: a leader is proposed by the units in charge."),
    )
    area = SelectField(_l("Area"), coerce=optional_number, validators=[Optionally()])
    scope = RadioField(
        _l("For which enterprises"),
        choices=[
            ("lacking", _l("Only those that lack it")),
            ("key", _l("Only key enterprises that lack it")),
            ("every", _l("All: who stands by them may change")),
        ],
        default="lacking",
    )


class RowForm(PortalForm):
    """Who is put into a row of a proposal by hand; the candidates come from the view."""

    choice = RadioField(_l("Candidates"), [Needed(_l("Choose one of the candidates."))], coerce=optional_number)


def _points(label: Any, description: Any) -> IntegerField:
    return IntegerField(
        label, [InputRequired(), NumberRange(0, 100, _l("Enter a number from 0 to 100."))], description=description
    )


class WeightsForm(PortalForm):
    """How much each thing counts at most, in points, and for which slot the effect is shown."""

    area = _points(_l("Nearness"), _l("Another street costs these points."))
    speciality = _points(_l("Speciality"), _l("Knowing nothing of what the enterprise asks costs these points."))
    load = _points(_l("Even load"), _l("A full person costs these points more than a free one; more levels the loads."))
    change = _points(_l("Continuity"), _l("Changing a pairing that stands costs these points."))
    wish = _points(_l("Wishes"), _l("A wish that is not met, such as a language, costs these points."))
    slot = RadioField(_l("Show the effect on"), choices=PROPOSED, default=Slot.LAWYER.value)
    reason = StringField(_l("Why they change"), [Optionally(), Between(2, 200)])


class WishForm(PortalForm):
    """What an enterprise wishes of those who stand by it."""

    languages = languages_field()
    fields = StringField(
        _l("Fields"), [Optionally(), Between(0, 200)], description=_l("What the person should know, such as labour.")
    )


class PersonForm(VersionedForm):
    """What pairing goes by in a person; the areas come from the view."""

    specialities = StringField(_l("Specialities"), [Optionally(), Between(0, 200)])
    languages = languages_field()
    capacity = IntegerField(
        _l("Capacity"),
        [InputRequired(), NumberRange(0, 500, _l("Enter a number from 0 to 500."))],
        description=_l("How many enterprises the person can stand by."),
    )
    areas = boxes(
        _l("Areas"),
        [Optionally()],
        coerce=int,
        description=_l("Besides the street of the person's own unit. Without any the person serves the whole county."),
    )
    units = boxes(
        _l("Units in the leader's charge"),
        [Optionally()],
        coerce=int,
        description=_l("Enterprises for which these units are responsible are proposed this leader."),
    )


class LeaveForm(PortalForm):
    """Who is away and who acts; the people come from the view."""

    account = SelectField(_l("Who is away"), coerce=optional_number, validators=[Needed(_l("Choose who is away."))])
    from_on = DateField(_l("First day"), [Needed(_l("Choose the first day."))])
    until_on = DateField(_l("Last day"), [Needed(_l("Choose the last day."))])
    deputy = SelectField(_l("Deputy"), coerce=optional_number, validators=[Needed(_l("Choose the deputy."))])
    reason = StringField(_l("Remark"), [Optionally(), Between(0, 200)])


class ClientForm(PortalForm):
    """A client that a lawyer declares."""

    name = StringField(_l("Full name of the client"), [Needed(), Between(2, 120)])
    credit_code = StringField(
        _l("Unified social credit code"),
        [Optionally(), Between(18, 18)],
        description=_l("With the code the comparison is certain; without it near-equal names count."),
    )


class TeamForm(VersionedForm):
    """A team that stands by enterprises together; the people come from the view."""

    name = StringField(_l("Name of the team"), [Needed(), Between(2, 60)])
    lead = SelectField(_l("Named lead"), coerce=optional_number, validators=[Needed(_l("Choose the lead."))])
    members = boxes(
        _l("Members"),
        [Optionally()],
        coerce=int,
    )


class HandingOverForm(PortalForm):
    """Who gets what of a person who leaves; ``mark`` is what there was to hand over when it was reviewed."""

    mark = HiddenField()
    reason = StringField(
        _l("Reason"),
        [Needed(), Between(2, 200)],
        description=_l("For example a transfer; it stays in the history, and enterprises with an appointment read it."),
    )

    def chosen(self, kind: str) -> dict[int, Any]:
        """Return what was given for each ``pairing``, ``case`` or (as a note) enterprise, by id."""
        names = (name for name in self._fields if name.startswith(f"{kind}_"))
        return {int(name.removeprefix(f"{kind}_")): self[name].data for name in names}


Rows = Iterable[tuple[int, Iterable[tuple[int, str]], int]]


def handing_over_form(pairings: Rows, cases: Rows, enterprises: Iterable[int]) -> type[HandingOverForm]:
    """Return a form with a successor for each pairing and case (id, choices, proposed) and a note an enterprise."""
    needed = _l("Choose a successor.")
    fields: dict[str, Any] = {
        f"{kind}_{key}": SelectField(
            label, [InputRequired(needed)], coerce=int, choices=list(choices), default=proposed
        )
        for kind, label, rows in (("pairing", _l("Successor"), pairings), ("case", _l("New handler"), cases))
        for key, choices, proposed in rows
    }
    fields |= {
        f"note_{key}": StringField(_l("Note for the enterprise"), [Optionally(), Between(0, 200)])
        for key in enterprises
    }
    return type("HandingOverRows", (HandingOverForm,), fields)


class ClearForm(VersionedForm):
    """The lawyer's word."""

    clear = BooleanField(
        _l("Neither I nor my firm acts for the other party or has an interest in this matter."),
        [InputRequired(_l("Confirm it, or tell the coordinator that somebody else should take the question."))],
    )
