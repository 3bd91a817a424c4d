"""Forms about reports."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, SelectField

from forms.base import FilterForm, PortalForm, VersionedForm, note_field, optional_choice, optional_number
from portal.vocabulary import Channel, Sector


class ScopeForm(FilterForm):
    """What a report is about; every choice stands in the address, so that it can be passed on."""

    since = DateField(_l("From"))
    until = DateField(_l("Until"))
    area = SelectField(_l("Street"), coerce=optional_number)
    sector = optional_choice(Sector, _l("Sector"), _l("All sectors"))
    above_scale = SelectField(
        _l("Scale"),
        choices=[("", _l("All scales")), ("1", _l("Above scale")), ("0", _l("Below scale"))],
        coerce=str,
    )
    category = SelectField(_l("Theme"), coerce=optional_number)
    channel = optional_choice(Channel, _l("Channel"), _l("All channels"))
    unit = SelectField(_l("Handling unit"), coerce=optional_number)

    @property
    def is_above_scale(self) -> bool | None:
        """The chosen scale; None for all."""
        return {"1": True, "0": False}.get(self.above_scale.data or "")

    @property
    def narrowing(self) -> list[SelectField]:
        """The fields of choices beside the days."""
        return [self.area, self.sector, self.above_scale, self.category, self.channel, self.unit]

    @property
    def chosen(self) -> list[str]:
        """What narrows the report, in words."""
        fields = [field for field in self.narrowing if field.data not in {None, ""}]
        return [str(choice[1]) for field in fields for choice in field.iter_choices() if choice[2]]


class DailyForm(PortalForm):
    """A unit's report of a day. ``seen`` holds the figures shown; ``zero`` says that there was nothing."""

    seen = HiddenField()
    zero = BooleanField(_l("I have checked: there was nothing on this day."))
    remark = note_field(_l("Remark"), required=False, most=500)


class BulletinForm(VersionedForm):
    """What people write into the bulletin of a day."""

    review = note_field(
        _l("Review"),
        required=False,
        most=1500,
        description=_l(
            "What went well, what did not, and who is asked to mend it. The figures are added by themselves."
        ),
    )
    plan = note_field(
        _l("What is to be done (bulletin)"),
        required=False,
        most=1500,
        description=_l("What is to be done next, by whom and until when. One matter a line."),
    )
