"""Pairing for the coordinator, and everybody's own enterprises."""

from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.pairing import EmptyForm, FillForm, OverviewForm, OwnForm
from portal.database import db
from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import Order, Wanted
from portal.pairing import operations, queries
from portal.pairing.candidates import Candidate
from portal.pairing.operations import NOBODY
from portal.permissions.checks import current_actor, requires
from portal.permissions.table import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.units.queries import street_choices
from portal.vocabulary import Slot, Standing

blueprint = Blueprint("pairing", __name__, url_prefix="/pairing")
Page = str | tuple[str, int] | Response
SLOT = "<any(leader, unit, liaison, lawyer):slot>"


@blueprint.app_context_processor
def _people() -> dict[str, object]:
    """Let the page of an enterprise, which stands below pairing, show who stands by it."""
    return {"standing_by": lambda enterprise_id: queries.slots_of(db.session, enterprise_id)}


@blueprint.get("")
@requires(Permission.PAIRING_MANAGE)
def index() -> Page:
    """List the verified enterprises with their four slots, all or those that lack some."""
    filters = OverviewForm(request.args, area=[("", _("All areas")), *street_choices(db.session)])
    wanted = Wanted(
        words=filters.q.data or "",
        area_id=filters.area.data,
        standing=Standing.VERIFIED,
        order=Order.NAME,
    )
    also = _lacking(filters.lacking.data or "")
    actor = current_actor()
    paging = paged(enterprises.count(db.session, actor, wanted, *also))
    found = enterprises.search(db.session, actor, wanted, *also, offset=paging.offset, limit=paging.size)
    return render_template(
        "pairing/index.html",
        filters=filters,
        enterprises=found,
        slots=queries.slots_by_enterprise(db.session, found),
        slot_labels=[slot.label for slot in Slot],
        paging=paging,
        tabs=_tabs(filters.lacking.data or ""),
    )


def _tabs(chosen: str) -> list[tuple[object, ...]]:
    """Return the counters of what is lacking, as the macro ``counter_tabs`` takes them."""
    named = (("any", _("Not fully paired")), *((slot.value, _("No %(slot)s", slot=slot.label)) for slot in Slot))
    return [
        (
            words,
            enterprises.count(db.session, current_actor(), Wanted(), *_lacking(key)),
            "",
            url_for("pairing.index", lacking=key),
            key == chosen,
            False,
        )
        for key, words in named
    ]


def _lacking(key: str) -> list[queries.Condition]:
    if not key:
        return []
    return [queries.lacking(None if key == "any" else Slot(key))]


@blueprint.get("/mine")
@requires(Permission.PAIRING_OWN)
def mine() -> Page:
    """List the enterprises by whose side the actor, or an officer's unit, stands."""
    filters = OwnForm(request.args)
    pairings = queries.own(db.session, current_actor(), filters.reopening.data)
    return render_template("pairing/mine.html", filters=filters, pairings=pairings)


@blueprint.get("/<int:enterprise_id>")
@requires(Permission.ENTERPRISE_LIST)
def show(enterprise_id: int) -> Page:
    """Show who stands by an enterprise, and who did."""
    enterprise = enterprises.visible(db.session, current_actor(), enterprise_id)
    slots, history = queries.slots_of(db.session, enterprise.id), queries.history(db.session, enterprise.id)
    return render_template("pairing/show.html", enterprise=enterprise, slots=slots, history=history)


@blueprint.route(f"/<int:enterprise_id>/{SLOT}", methods=["GET", "POST"])
@requires(Permission.PAIRING_MANAGE)
def fill(enterprise_id: int, slot: str) -> Page:
    """Choose who shall fill a slot, with what each candidate has to do already."""
    enterprise, wanted = enterprises.visible(db.session, current_actor(), enterprise_id), Slot(slot)
    current = queries.current_for(db.session, enterprise.id).get(wanted)
    found = queries.candidates(db.session, enterprise, wanted)
    form = FillForm(version=current.id if current else NOBODY)
    if current:
        form.in_place_of_somebody()
    form.choice.choices = [(one.id, one.name) for one in found if not current or one.id != current.filled_by.id]
    if form.validate_on_submit():
        actor, reason, seen = current_actor(), form.reason.data, form.seen_version
        act = partial(operations.fill_slot, db.session, enterprise, wanted, actor=actor, reason=reason, seen=seen)
        pairing = attempt(form, lambda: act(choice=form.choice.data))
        if pairing:
            announce(
                _("%(slot)s: %(name)s", slot=wanted.label, name=pairing.name), _("Everybody concerned has been told.")
            )
            return _back_to(enterprise)
    hints = {one.id: describe(one) for one in found}
    return form_page("pairing/fill.html", form, enterprise=enterprise, slot=wanted, current=current, hints=hints)


@blueprint.route(f"/<int:enterprise_id>/{SLOT}/end", methods=["GET", "POST"])
@requires(Permission.PAIRING_MANAGE)
def empty(enterprise_id: int, slot: str) -> Page:
    """End a pairing without a successor."""
    enterprise, wanted = enterprises.visible(db.session, current_actor(), enterprise_id), Slot(slot)
    current = queries.current_for(db.session, enterprise.id).get(wanted)
    form = EmptyForm(version=current.id if current else NOBODY)
    if form.validate_on_submit():
        actor, reason, seen = current_actor(), form.reason.data, form.seen_version
        act = partial(operations.empty_slot, db.session, enterprise, wanted, actor=actor, reason=reason, seen=seen)
        if succeeds(form, act):
            announce(_("The pairing has ended"), _("The slot is on the list of those to be filled."))
            return _back_to(enterprise)
    return form_page("pairing/empty.html", form, enterprise=enterprise, slot=wanted, current=current)


def _back_to(enterprise: Enterprise) -> Response:
    return redirect(url_for("pairing.show", enterprise_id=enterprise.id))


def describe(candidate: Candidate) -> str:
    """Return what the coordinator weighs: office, area, load and specialities, in one line."""
    load = _("paired with %(load)s", load=candidate.load)
    if candidate.capacity is not None:
        load = _("paired with %(load)s of %(capacity)s", load=candidate.load, capacity=candidate.capacity)
    near = _("same area") if candidate.same_area else ""
    good_at = _("good at %(what)s", what=candidate.specialities) if candidate.specialities else ""
    full = _("limit reached") if candidate.is_full else ""
    return " · ".join(part for part in (candidate.office, near, load, good_at, full) if part)
