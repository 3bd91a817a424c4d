"""Pairing for the coordinator, and everybody's own enterprises."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.pairing import EmptyForm, FillForm, OwnForm, WishForm
from portal.database import db
from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import Wanted
from portal.pairing import operations, overview, people, queries
from portal.pairing.candidates import Candidate
from portal.pairing.clients import recording_blocks
from portal.pairing.models import Pairing
from portal.pairing.operations import NOBODY
from portal.pairing.proposals import wishes
from portal.pairing.proposals.offers import in_charge, offer, why
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.vocabulary import Slot, Standing

blueprint = Blueprint("pairing", __name__, url_prefix="/pairing")
Page = str | tuple[str, int] | Response
SUGGESTED = 3  # a slot
SLOT = "<any(leader, unit, liaison, lawyer):slot>"


@blueprint.app_context_processor
def _people() -> dict[str, object]:
    """Let the page of an enterprise, which stands below pairing, show who stands by it and what it wishes of them."""
    return {
        "standing_by": lambda enterprise_id: queries.slots_of(db.session, enterprise_id),
        "wish_of": lambda enterprise_id: wishes.of(db.session, enterprise_id),
        "wish_shown_at": _wish_shown_at,
    }


@blueprint.get("")
@requires(Permission.PAIRING_MANAGE)
def index() -> Page:
    """List the verified enterprises with their four slots, all or those that lack some."""
    filters = overview.filters(db.session, request.args)
    wanted, also = overview.wanted(filters), overview.lacking(filters.lacking.data or "")
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
            enterprises.count(db.session, current_actor(), Wanted(), *overview.lacking(key)),
            "",
            url_for("pairing.index", lacking=key),
            key == chosen,
            False,
        )
        for key, words in named
    ]


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
    may_fill = permits(current_actor(), Permission.PAIRING_MANAGE) and enterprise.standing is Standing.VERIFIED
    return render_template(
        "pairing/show.html",
        enterprise=enterprise,
        slots=slots,
        history=history,
        suggested=_suggested(enterprise, slots) if may_fill else {},
    )


def _suggested(enterprise: Enterprise, slots: queries.Slots) -> dict[Slot, list[tuple[Candidate, str]]]:
    """Return the best few for each empty slot, with the reason for each."""
    found = {}
    for slot in (slot for slot, pairing in slots.items() if pairing is None):
        offered = offer(db.session, enterprise, slot)
        best = [one for one in offered.candidates if not one.is_full][:SUGGESTED]
        found[slot] = [(one, why(offered.grounds.get(one.id, {})) or describe(one, {})) for one in best]
    return found


def _wish_shown_at(enterprise_id: int) -> str:
    """Return where the actor finds the wishes: a member in the profile, the coordinator beside the pairing."""
    if permits(current_actor(), Permission.ENTERPRISE_LIST):
        return url_for("pairing.show", enterprise_id=enterprise_id)
    return f"{url_for('enterprises.show', enterprise_id=enterprise_id)}#wishes"


@blueprint.route("/<int:enterprise_id>/wishes", methods=["GET", "POST"])
@requires(Permission.ENTERPRISE_EDIT)
def wish(enterprise_id: int) -> Page:
    """Write what an enterprise wishes of those who stand by it."""
    enterprise = enterprises.visible(db.session, current_actor(), enterprise_id)
    form = WishForm(obj=wishes.of(db.session, enterprise.id))
    if form.validate_on_submit():
        languages, fields = form.languages.data, form.fields.data
        save = partial(wishes.save, db.session, enterprise, actor=current_actor())
        if succeeds(form, lambda: save(languages=languages, fields=fields)):
            announce(_("The wishes are noted"), _("The next proposal goes by them."))
            return redirect(_wish_shown_at(enterprise.id))
    return form_page("pairing/wish.html", form, enterprise=enterprise)


@blueprint.route(f"/<int:enterprise_id>/{SLOT}", methods=["GET", "POST"])
@requires(Permission.PAIRING_MANAGE)
def fill(enterprise_id: int, slot: str) -> Page:
    """Choose who shall fill a slot, with what each candidate has to do already."""
    enterprise, wanted = enterprises.visible(db.session, current_actor(), enterprise_id), Slot(slot)
    current = queries.current_for(db.session, enterprise.id).get(wanted)
    offered = offer(db.session, enterprise, wanted)
    found = offered.candidates
    form = FillForm(version=current.id if current else NOBODY)
    if current:
        form.in_place_of_somebody()
    form.choice.choices = [(one.id, one.name) for one in found if not current or one.id != current.filled_by.id]
    form.team.choices = _team_choices(wanted)
    if form.choice.data is None:
        form.choice.data = request.args.get("choice", type=int)
    if form.validate_on_submit():
        actor, reason, seen = current_actor(), form.reason.data, form.seen_version
        act = partial(operations.fill_slot, db.session, enterprise, wanted, actor=actor, reason=reason, seen=seen)
        with_team = partial(act, choice=form.choice.data, team_id=form.team.data)
        pairing = attempt(form, lambda: _unless_conflicted(with_team, actor))
        if pairing:
            announce(
                _("%(slot)s: %(name)s", slot=wanted.label, name=pairing.name), _("Everybody concerned has been told.")
            )
            return _back_to(enterprise)
    hints = {one.id: describe(one, offered.grounds.get(one.id, {})) for one in found}
    context = {"slot": wanted, "current": current, "hints": hints, "offered": offered}
    return form_page("pairing/fill.html", form, enterprise=enterprise, **context)


def _unless_conflicted(act: Callable[[], Pairing], actor: Actor) -> Pairing:
    with recording_blocks(actor):
        return act()


def _team_choices(slot: Slot) -> list[tuple[int | str, str]]:
    teams = people.teams(db.session) if slot is Slot.LIAISON else ()
    return [("", _("No team")), *((one.id, f"{one.name}（{one.lead.name}）") for one in teams)]


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


def describe(candidate: Candidate, grounds: Mapping[str, Any]) -> str:
    """Return what the coordinator weighs: office, area, load and specialities, in one line."""
    load = _("paired with %(load)s", load=candidate.load)
    if candidate.capacity is not None:
        load = _("paired with %(load)s of %(capacity)s", load=candidate.load, capacity=candidate.capacity)
    near = _("same area") if candidate.same_area else ""
    good_at = _("good at %(what)s", what=candidate.specialities) if candidate.specialities else ""
    meets = _("meets the wish for %(what)s", what="、".join(grounds["meets"])) if grounds.get("meets") else ""
    full = _("limit reached") if candidate.is_full else ""
    parts = (candidate.office, in_charge(grounds), near, load, good_at, meets, full)
    return " · ".join(part for part in parts if part)
