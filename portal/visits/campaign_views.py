"""Campaigns: their list, a new one, its coverage with the gaps, and who visits whom when."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.base import PortalForm
from forms.visits import CampaignForm, TargetForm
from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.database import db
from portal.errors import NotFound
from portal.permissions.checks import current_actor, permits, require, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.units.queries import street_choices
from portal.visits import campaigns, checklists, covering, queries
from portal.visits.models import Campaign, Target
from portal.visits.wording import conditions
from portal.vocabulary import Role, VisitKind

blueprint = Blueprint("campaigns", __name__, url_prefix="/visits/campaigns")
Page = str | tuple[str, int] | Response
FILTER = ("sector", "area_id", "size", "reopening")
VISITING_ROLES = {VisitKind.VISIT: (Role.LIAISON, Role.OFFICER), VisitKind.CHECKUP: (Role.LAWYER,)}


@blueprint.get("")
@requires(Permission.VISIT_LIST)
def index() -> str:
    """List the campaigns with how far each has got."""
    found = queries.campaigns(db.session)
    return render_template(
        "visits/campaigns.html", campaigns=found, totals=queries.totals(db.session), today=clock.today()
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.CAMPAIGN_MANAGE)
def new() -> Page:
    """Start a campaign; pressing “count” says first how many enterprises the conditions choose."""
    form = CampaignForm(kind=VisitKind.VISIT, begins_on=clock.today())
    form.area_id.choices = [("", _("All streets")), *street_choices(db.session)]
    lists = checklists.all_of(db.session)
    form.checklist.choices = [("", _("The first of its kind")), *((one.id, one.name) for one in lists)]
    counted = None
    if form.validate_on_submit():
        if "count" in request.form:
            counted = len(campaigns.chosen(db.session, _chosen_by(form)))
        elif campaign := attempt(form, lambda: campaigns.start(db.session, actor=current_actor(), plan=_plan(form))):
            announce(_("The campaign has begun"), _("Those who are to visit have been told."))
            return redirect(url_for("campaigns.show", campaign_id=campaign.id))
    return form_page("visits/new-campaign.html", form, counted=counted)


def _chosen_by(form: CampaignForm) -> dict[str, Any]:
    chosen = {name: form[name].data for name in FILTER if form[name].data}
    return chosen | ({form.mark.data: True} if form.mark.data else {})


def _plan(form: CampaignForm) -> campaigns.Plan:
    lists = checklists.all_of(db.session, form.kind.data)
    picked = next((one for one in checklists.all_of(db.session) if one.id == form.checklist.data), None)
    return campaigns.Plan(
        name=form.name.data,
        kind=form.kind.data,
        begins_on=form.begins_on.data,
        ends_on=form.ends_on.data,
        chosen_by=_chosen_by(form),
        purpose=form.purpose.data or "",
        checklist=picked or (lists[0] if lists else None),
    )


@blueprint.get("/<int:campaign_id>")
@requires(Permission.VISIT_LIST)
def show(campaign_id: int) -> str:
    """Show how far a campaign has got, by street and by visitor, and its enterprises."""
    campaign = queries.campaign(db.session, campaign_id)
    streets = queries.coverage_by_street(db.session, campaign)
    visitors = queries.coverage_by_visitor(db.session, campaign)
    filters = covering.filters(streets, visitors, request.args)
    wanted = covering.conditions(campaign, filters)
    paging = paged(covering.count(db.session, *wanted))
    found = covering.targets(db.session, *wanted, offset=paging.offset, limit=paging.size)
    return render_template(
        "visits/campaign.html",
        campaign=campaign,
        chosen_by=conditions(db.session, campaign.chosen_by),
        streets=streets,
        visitors=visitors,
        filters=filters,
        found=found,
        paging=paging,
    )


@blueprint.route("/targets/<int:target_id>", methods=["GET", "POST"])
@requires(Permission.VISIT_RECORD)
def arrange(target_id: int) -> Page:
    """Say when an enterprise is to be visited and, for the coordinator, by whom."""
    target = queries.target(db.session, target_id)
    if not permits(current_actor(), Permission.VISIT_RECORD, target):
        raise NotFound
    form = TargetForm(visitor=target.visitor_id, planned_on=target.planned_on)
    manages = permits(current_actor(), Permission.CAMPAIGN_MANAGE)
    people = [one for role in VISITING_ROLES[target.campaign.kind] for one in with_role(db.session, role)]
    if target.visitor and target.visitor not in people:
        people.append(target.visitor)
    form.visitor.choices = [("", _("No visitor yet")), *((one.id, f"{one.name}　{one.office}") for one in people)]
    if not manages:
        del form.visitor
    if form.validate_on_submit() and succeeds(form, lambda: _arrange(target, form)):
        announce(_("Arranged"))
        listed = url_for("campaigns.show", campaign_id=target.campaign_id)
        return redirect(listed if manages else url_for("visits.mine"))
    return form_page("visits/target.html", form, target=target)


def _arrange(target: Target, form: TargetForm) -> None:
    visitor = target.visitor
    if "visitor" in form:
        visitor = db.session.get(Account, form.visitor.data) if form.visitor.data else None
    campaigns.arrange(db.session, target, actor=current_actor(), visitor=visitor, planned_on=form.planned_on.data)


@blueprint.post("/<int:campaign_id>/choose-again")
@requires(Permission.CAMPAIGN_MANAGE)
def choose_again(campaign_id: int) -> Response:
    """Add the enterprises that fit the campaign's conditions by now."""
    campaign = _posted(campaign_id)
    added = campaigns.choose_again(db.session, campaign, actor=current_actor())
    announce(_("Enterprises added: %(count)s", count=added))
    return redirect(url_for("campaigns.show", campaign_id=campaign.id))


@blueprint.post("/<int:campaign_id>/close")
@requires(Permission.CAMPAIGN_MANAGE)
def close(campaign_id: int) -> Response:
    """End a campaign."""
    campaign = _posted(campaign_id)
    campaigns.close(db.session, campaign, actor=current_actor())
    announce(_("The campaign has ended"), _("Its figures stay."))
    return redirect(url_for("campaigns.show", campaign_id=campaign.id))


def _posted(campaign_id: int) -> Campaign:
    require(current_actor(), Permission.CAMPAIGN_MANAGE)
    if not PortalForm().validate_on_submit():
        raise NotFound
    return queries.campaign(db.session, campaign_id)
