"""Proposing pairings for many at once: drawing up, reviewing as before and after, changing a row, applying."""

from dataclasses import asdict
from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.base import PortalForm, whole
from forms.pairing import BatchForm, RowForm, WeightsForm
from portal.background import operations as background
from portal.database import db
from portal.pairing.matching.costs import Weights
from portal.pairing.proposals import applying, settling, weighting
from portal.pairing.proposals import operations as batches
from portal.pairing.proposals.gathering import current_weights
from portal.pairing.proposals.models import Batch, Proposal, names_somebody
from portal.pairing.proposals.offers import offer, why
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.units.queries import by_id, street_choices
from portal.vocabulary import PairingState, Slot

blueprint = Blueprint("pairing_batches", __name__, url_prefix="/pairing/batches")
Page = str | tuple[str, int] | Response
ROWS = 50  # a page
AT_ONCE = 200  # rows that are applied within a request; more are applied in the background


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.PAIRING_MANAGE)
def index() -> Page:
    """List the proposals and draw up another."""
    form = BatchForm()
    form.area.choices = [("", _("All areas")), *street_choices(db.session)]
    if form.validate_on_submit():
        area = by_id(db.session, form.area.data) if form.area.data else None
        propose = partial(batches.draw_up, db.session, actor=current_actor(), slot=Slot(form.slot.data), area=area)
        every, key = form.scope.data == "every", form.scope.data == "key"
        batch = attempt(form, lambda: propose(every=every, key=key))
        if batch:
            announce(_("The proposal is drawn up"), _("Nothing has moved yet. Look through it, then apply it."))
            return redirect(url_for("pairing_batches.show", batch_id=batch.id))
    return form_page("pairing/batches.html", form, batches=batches.recent(db.session), counted=_counted)


def _counted(batch: Batch) -> dict[str, int]:
    return {state.value: count for state, count in batches.counted(db.session, batch).items()}


@blueprint.get("/<int:batch_id>")
@requires(Permission.PAIRING_MANAGE)
def show(batch_id: int) -> str:
    """Show a proposal as a table of before and after, with the figures of fairness."""
    batch = batches.visible_batch(db.session, batch_id)
    counts = batches.counted(db.session, batch)
    wanted = request.args.get("state")
    state = PairingState(wanted) if wanted in set(PairingState) else None
    paging = paged(counts[state] if state else counts.total(), ROWS)
    conditions = [Proposal.state == state] if state else []
    rows = batches.rows_of(db.session, batch, *conditions, limit=ROWS, offset=paging.offset)
    tabs = [(_("All rows"), counts.total(), "", url_for(".show", batch_id=batch.id), state is None, False)]
    for one in PairingState:
        address = url_for(".show", batch_id=batch.id, state=one.value)
        tabs.append((one.label, counts[one], "", address, state is one, one is PairingState.REFUSED))
    return render_template(
        "pairing/batch.html",
        batch=batch,
        rows=rows,
        tabs=tabs,
        paging=paging,
        why=why,
        form=PortalForm(),
        counts=counts,
    )


@blueprint.post("/<int:batch_id>/settle")
@requires(Permission.PAIRING_MANAGE)
def settle(batch_id: int) -> Response:
    """Apply the rows that are ticked, or all, or set the ticked ones aside."""
    batch, actor = batches.visible_batch(db.session, batch_id), current_actor()
    rows, do = _picked(batch), request.form.get("do")
    back = redirect(url_for(".show", batch_id=batch.id))
    if not rows:
        announce(_("Nothing is ticked"), _("Tick the rows that are meant."), "note")
    elif do == "aside":
        count = settling.set_aside(db.session, batch, rows, actor=actor)
        announce(_("Rows set aside: %(count)s", count=count), _("These enterprises keep whom they have."))
    elif len(rows) > AT_ONCE:
        title = _("Apply the proposal: %(slot)s", slot=batch.slot.label)
        params = {"batch": batch.id, "rows": [row.id for row in rows] if do != "all" else None, "result": back.location}
        task = background.start(db.session, actor=actor, kind=applying.KIND, title=title, params=params)
        return redirect(url_for("background.show", task_id=task.id))
    else:
        _report(settling.apply(db.session, batch, rows, actor=actor))
    return back


def _picked(batch: Batch) -> list[Proposal]:
    conditions = [Proposal.state == PairingState.OPEN]
    if request.form.get("do") != "all":
        conditions.append(Proposal.id.in_(filter(None, map(whole, request.form.getlist("pick")))))
    else:
        conditions.append(names_somebody())
    return list(batches.rows_of(db.session, batch, *conditions))


def _report(outcome: settling.Outcome) -> None:
    if outcome.refused:
        words = _("Not applied: %(count)s. The table says why.", count=len(outcome.refused))
        announce(_("Paired as proposed: %(count)s", count=len(outcome.applied)), words, "care")
    else:
        words = _("Everybody concerned has been told.")
        announce(_("Paired as proposed: %(count)s", count=len(outcome.applied)), words)


@blueprint.route("/<int:batch_id>/rows/<int:row_id>", methods=["GET", "POST"])
@requires(Permission.PAIRING_MANAGE)
def row(batch_id: int, row_id: int) -> Page:
    """Choose somebody else for a row."""
    batch = batches.visible_batch(db.session, batch_id)
    found = batches.row_of(db.session, batch, row_id)
    offered = offer(db.session, found.enterprise, batch.slot)
    form = RowForm(choice=found.proposed.id if found.proposed else None)
    form.choice.choices = [(one.id, one.name) for one in offered.candidates]
    if form.validate_on_submit():
        actor, choice = current_actor(), form.choice.data
        if succeeds(form, lambda: batches.choose(db.session, batch, found, actor=actor, choice=choice)):
            announce(_("The row is changed"), _("It moves when you apply it."))
            return redirect(url_for(".show", batch_id=batch.id))
    hints = {one.id: why(offered.grounds.get(one.id, {})) or _("limit reached") for one in offered.candidates}
    return form_page("pairing/batch-row.html", form, batch=batch, row=found, hints=hints, offered=offered)


@blueprint.route("/weights", methods=["GET", "POST"])
@requires(Permission.PAIRING_MANAGE)
def weights() -> Page:
    """Show what counts how much, try other weights, and set them."""
    form = WeightsForm(data=asdict(current_weights(db.session)))
    effect = None
    if form.validate_on_submit():
        tried = Weights(form.area.data, form.speciality.data, form.load.data, form.change.data, form.wish.data)
        if "preview" in request.form:
            effect = weighting.effect(db.session, Slot(form.slot.data), tried)
        elif _set(form, tried):
            announce(_("The weights are set"), _("The next proposal goes by them; what stands stays."))
            return redirect(url_for(".weights"))
    return form_page("pairing/weights.html", form, effect=effect, history=weighting.history(db.session))


def _set(form: WeightsForm, tried: Weights) -> bool:
    if not form.reason.data:
        form.reason.errors = [_("Write why the weights change; it stays in the history.")]
        return False
    actor, reason = current_actor(), form.reason.data
    return succeeds(form, lambda: weighting.set_weights(db.session, actor=actor, weights=tried, reason=reason))
