"""Forms about units."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from forms.base import Between, Needed, Optionally, PortalForm, Telephone, VersionedForm, boxes, optional_number
from portal.vocabulary import Sector, UnitKind


class UnitKindForm(PortalForm):
    """Before a unit is added: of which kind it is, because the kind decides what it may stand under."""

    kind = SelectField(_l("Kind"), [Needed()], choices=UnitKind.choices())


class UnitForm(VersionedForm):
    """A unit's facts. ``parent_id`` gets its choices from the view; an empty choice is the top of the tree."""

    name = StringField(_l("Unit name"), [Needed(), Between(2, 120)])
    short_name = StringField(
        _l("Short name"),
        [Optionally(), Between(2, 60)],
        description=_l("Shown in lists. Leave it empty to use the whole name."),
    )
    parent_id = SelectField(_l("Belongs to"), coerce=optional_number)
    code = StringField(
        _l("Letter code"),
        [Optionally(), Between(2, 12)],
        description=_l("The characters before the year in the numbers of this unit's letters."),
    )
    telephone = StringField(_l("Telephone"), [Optionally(), Telephone()])
    address = StringField(_l("Address"), [Optionally(), Between(0, 200)])
    sectors = boxes(
        _l("Trades in its charge"),
        [Optionally()],
        choices=Sector.choices(),
        description=_l("Enterprises of these trades are proposed this unit as their responsible unit."),
    )
    themes = StringField(
        _l("Fields that it knows"),
        [Optionally(), Between(0, 200)],
        description=_l("Where several units are in charge of a trade, what an enterprise asks about decides."),
    )
