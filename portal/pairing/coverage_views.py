"""The page of coverage: gaps, loads and who leaves."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from portal.accounts.queries import with_role
from portal.database import db
from portal.enterprises import queries as enterprises
from portal.enterprises.queries import Wanted
from portal.pairing import coverage
from portal.pairing.proposals.staffing import gather_helpers
from portal.pairing.queries import SLOT_ROLES, lacking
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.charts import Bar, BarChart
from portal.presentation.paging import paged
from portal.vocabulary import Slot

blueprint = Blueprint("pairing_coverage", __name__, url_prefix="/pairing/coverage")
PEOPLE = 50  # a page


@blueprint.get("")
@requires(Permission.PAIRING_MANAGE)
def index() -> str:
    """Show for one slot who covers what, with the gaps marked."""
    wanted = request.args.get("slot")
    slot = Slot(wanted) if wanted in {one.value for one in SLOT_ROLES} else Slot.LAWYER
    people, helpers = with_role(db.session, SLOT_ROLES[slot]), gather_helpers(db.session, slot)
    paging = paged(len(people), PEOPLE)
    shown = coverage.matrix(db.session, slot, people, helpers)
    loads = [(helper.load, helper.capacity) for helper in helpers]
    lacks = {one: _count(one) for one in Slot}
    return render_template(
        "pairing/coverage.html",
        slot=slot,
        slots=list(SLOT_ROLES),
        matrix=shown,
        lines=shown.lines[paging.offset : paging.offset + PEOPLE],
        paging=paging,
        lacks=lacks,
        chart=_chart(coverage.load_classes(loads)),
        key_enterprises=coverage.key_without_leader(db.session),
        leaving=coverage.leaving(db.session),
    )


def _count(slot: Slot) -> int:
    return enterprises.count(db.session, current_actor(), Wanted(), lacking(slot))


def _chart(classes: list[int]) -> BarChart:
    """Return how many people have how much of their capacity taken."""
    names = (
        _("none yet"),
        _("up to 25%"),
        _("26–50%"),
        _("51–75%"),
        _("76–99%"),
        _("full"),
        _("too many"),
    )
    most = max([*classes, 1])
    last = len(classes) - 1
    return BarChart(
        [
            Bar(str(name), count / most, str(count), misses=place == last)
            for place, (name, count) in enumerate(zip(names, classes, strict=True))
        ]
    )
