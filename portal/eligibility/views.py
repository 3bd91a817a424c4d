"""政策找企: keeping rules, what an enterprise fits, and the liaison's list of what nobody has told yet."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import knowledge
from forms.base import PortalForm
from forms.eligibility import EITHER, RuleForm, TellForm
from portal import clock
from portal.database import db
from portal.eligibility import operations, queries, wording
from portal.eligibility.models import EligibilityRule, Key
from portal.enterprises.queries import visible
from portal.errors import NotFound
from portal.measures import library
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page
from portal.units.queries import street_choices
from portal.vocabulary import PolicyAnswer

blueprint = Blueprint("eligibility", __name__, url_prefix="/eligibility")
Page = str | tuple[str, int] | Response

RULE = "/rules/<string:slug>/<string:anchor>"
LONGEST = 200
LISTS = ("sectors", "sizes", "reopenings", "area_ids", "from_on", "until_on", "where_to_apply")
TRUTHS = ("above_scale", "key")


@blueprint.get("")
@requires(Permission.ELIGIBILITY_MANAGE)
def index() -> str:
    """List the rules with how many enterprises fit each, and find measures that have none yet."""
    question = request.args.get("q", "")[:LONGEST].strip()
    rules, areas, today = queries.rules(db.session), queries.area_names(db.session), clock.today()
    return render_template(
        "eligibility/index.html",
        question=question,
        hits=[hit for hit in library.find(question).hits if hit.measure] if question else [],
        cite=knowledge.cite,
        rules=[(ruled, wording.conditions(ruled.row.rule, areas), ruled.is_open(today)) for ruled in rules],
        counts=queries.counts(db.session, rules),
    )


@blueprint.route(RULE, methods=["GET", "POST"])
@requires(Permission.ELIGIBILITY_MANAGE)
def rule(slug: str, anchor: str) -> Page:
    """Say to whom a measure applies."""
    row = queries.rule_for(db.session, slug, anchor)
    form = RuleForm(data=_as_shown(row))
    form.area_ids.choices = street_choices(db.session)
    if form.validate_on_submit():
        act = partial(operations.save_rule, db.session, (slug, anchor), actor=current_actor(), seen=form.seen_version)
        if attempt(form, lambda: act(_as_told(form))):
            announce(_("The conditions are saved"), _("Enterprises that fit see the policy at once."))
            return redirect(url_for("eligibility.index"))
    document, measure = library.measure(slug, anchor)
    return form_page("eligibility/rule.html", form, document=document, measure=measure, row=row, cite=knowledge.cite)


def _as_shown(row: EligibilityRule | None) -> dict[str, object]:
    said = {value: key for key, value in EITHER.items()}
    if row is None:
        return {"version": 0, **dict.fromkeys(TRUTHS, "")}
    truths = {name: said[getattr(row, name)] for name in TRUTHS}
    return {"version": row.version, **{name: getattr(row, name) for name in LISTS}, **truths}


def _as_told(form: RuleForm) -> operations.Conditions:
    told: dict[str, Any] = {name: form[name].data for name in LISTS}
    told |= {name: EITHER.get(form[name].data or "") for name in TRUTHS}
    return operations.Conditions(**told)


@blueprint.post(f"{RULE}/remove")
@requires(Permission.ELIGIBILITY_MANAGE)
def remove(slug: str, anchor: str) -> Response:
    """Forget to whom a measure applies."""
    operations.remove_rule(db.session, (slug, anchor), actor=current_actor())
    announce(_("The conditions have been removed"), _("What enterprises were told and answered is kept."))
    return redirect(url_for("eligibility.index"))


@blueprint.get("/enterprises/<int:enterprise_id>")
@requires(Permission.ENTERPRISE_VIEW)
def enterprise(enterprise_id: int) -> str:
    """Show which measures may apply to an enterprise, and why."""
    actor, shown = current_actor(), visible(db.session, current_actor(), enterprise_id)
    own = enterprise_id in actor.enterprise_ids
    found = queries.matches(db.session, [shown.id], clock.today(), own=own).get(shown.id, [])
    return render_template("eligibility/enterprise.html", enterprise=shown, matches=found, answers=PolicyAnswer)


@blueprint.post("/enterprises/<int:enterprise_id>/answer")
@requires(Permission.ELIGIBILITY_ANSWER)
def answer(enterprise_id: int) -> Response:
    """Record that the enterprise has applied for a measure, or does not need it."""
    found, said = visible(db.session, current_actor(), enterprise_id), request.form.get("answer", "")
    if not PortalForm().validate_on_submit() or said not in set(PolicyAnswer):
        raise NotFound
    slug, _sign, anchor = request.form.get("measure", "").partition("#")
    operations.answer(db.session, found, (slug, anchor), actor=current_actor(), said=PolicyAnswer(said))
    announce(_("Recorded: %(answer)s", answer=PolicyAnswer(said).label))
    return redirect(url_for("eligibility.enterprise", enterprise_id=found.id))


@blueprint.route("/mine", methods=["GET", "POST"])
@requires(Permission.ELIGIBILITY_TELL)
def mine() -> Page:
    """List the actor's enterprises with what they fit and nobody has told them; tell the ticked ones in one act."""
    waiting = queries.untold(db.session, current_actor(), clock.today())
    offered = [f"{one.id}#{'#'.join(each.ruled.key)}" for one, found in waiting for each in found]
    form = TellForm(chosen=offered)
    form.chosen.choices = [(value, value) for value in offered]
    if form.validate_on_submit():
        chosen = _chosen(value for value in form.chosen.data if value in offered)
        told = attempt(form, lambda: operations.tell(db.session, chosen, actor=current_actor())) if waiting else 0
        if told is not None:
            announce(_("Enterprises told: %(count)s", count=told), _("Each member has a notice with the policies."))
            return redirect(url_for("eligibility.mine"))
    return form_page("eligibility/mine.html", form, waiting=waiting)


def _chosen(values: Iterable[str]) -> dict[int, list[Key]]:
    """Return what is ticked by enterprise; what somebody else has told meanwhile is no longer offered."""
    found: dict[int, list[Key]] = defaultdict(list)
    for value in values:
        id_, slug, anchor = value.split("#")
        found[int(id_)].append((slug, anchor))
    return found
