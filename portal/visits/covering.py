"""The enterprises of a campaign: filtered by street, visitor and whether somebody has been there."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.visits import CoverageForm
from portal.enterprises.models import Enterprise
from portal.units.queries import ids_within
from portal.visits import queries
from portal.visits.models import Campaign, Target
from portal.visits.queries import Condition, Covered

NOBODY = -1


def filters(streets: Sequence[Covered], visitors: Sequence[Covered], args: MultiDict[str, str]) -> CoverageForm:
    """Return the filters of a request over the streets and visitors that a campaign has."""
    return CoverageForm(
        args,
        street=[("", _("All streets")), *((one.id, one.name) for one in streets)],
        visitor=[
            ("", _("All visitors")),
            (NOBODY, _("No visitor yet")),
            *((one.id, one.name) for one in visitors if one.id),
        ],
    )


def conditions(campaign: Campaign, form: CoverageForm) -> list[Condition]:
    """Return what a target must fulfil to be listed."""
    found: list[Condition] = [Target.campaign_id == campaign.id]
    if form.street.data is not None:
        found.append(Enterprise.area_id.in_(ids_within(form.street.data)))
    if form.visitor.data is not None:
        found.append(Target.visitor_id == (None if form.visitor.data == NOBODY else form.visitor.data))
    if form.done.data:
        found.append(queries.been_visited() if form.done.data == "yes" else ~queries.been_visited())
    return found


def count(session: Session, *wanted: Condition) -> int:
    """Return how many targets are listed."""
    return session.scalar(sa.select(sa.func.count(Target.id)).join(Target.enterprise).where(*wanted)) or 0


def targets(session: Session, *wanted: Condition, offset: int, limit: int) -> list[tuple[Target, bool]]:
    """Return one page of the targets, each with whether it has been visited in its campaign."""
    statement = queries.targets(sa.select(Target, queries.been_visited().label("done")), *wanted)
    found = session.execute(statement.offset(offset).limit(limit)).unique()
    return [(row[0], row[1]) for row in found]
