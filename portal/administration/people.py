"""The accounts that the administrator's search asks for, read from the address of its page."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.administration import AccountFilterForm
from portal.administration.queries import People
from portal.units.queries import tree

Choices = list[tuple[int | str, str]]


def unit_choices(session: Session, empty: str) -> Choices:
    """Return every open unit, indented as it stands in the tree, after a choice for none."""
    return [("", empty), *((unit.id, "\u3000" * depth + unit.name) for depth, unit in tree(session))]


def people_of(session: Session, args: MultiDict[str, str]) -> tuple[AccountFilterForm, People]:
    """Return the filters of the list of accounts, and what they ask for."""
    form = AccountFilterForm(args, unit=unit_choices(session, _("All units")))
    return form, People(form.words.data or "", form.role.data, form.unit.data, form.state.data or "")
