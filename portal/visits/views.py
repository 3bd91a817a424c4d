"""Visits: one's own list, the form that is filled in on the spot, and the page of a visit."""

import secrets
from datetime import timedelta
from functools import partial
from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from forms.visits import OWN_FINDINGS, PhotosForm, VisitForm, visit_form
from portal import clock
from portal.attachments.sending import send
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import by_ids
from portal.errors import NotFound
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor, permits, require, requires
from portal.permissions.permission import Permission
from portal.presentation.addresses import row_id
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.settings import current_settings
from portal.visits import checklists, operations, pictures, queries
from portal.visits.checklist_models import ChecklistEdition
from portal.visits.grading import said, severity
from portal.visits.models import Campaign, Visit
from portal.visits.pictures import PICTURES
from portal.visits.reading import photos_of_visit, told_by
from portal.vocabulary import CheckSection, VisitKind

blueprint = Blueprint("visits", __name__, url_prefix="/visits")
Page = str | tuple[str | dict[str, str], int] | Redirect
SOON = timedelta(days=7)


@blueprint.get("/mine")
@requires(Permission.VISIT_LIST)
def mine() -> str:
    """List whom the actor is to visit, today and next, and what is to be looked at again."""
    actor, today = current_actor(), clock.today()
    waiting = queries.waiting_for(db.session, actor)
    return render_template(
        "visits/mine.html",
        today=[one for one in waiting if one.planned_on and one.planned_on <= today],
        planned=[one for one in waiting if one.planned_on and one.planned_on > today],
        unplanned=[one for one in waiting if one.planned_on is None],
        follow_ups=queries.to_follow(db.session, actor, today + SOON),
        latest=queries.latest(db.session, actor),
        enterprises=by_ids(db.session, actor.liaison_of | actor.lawyer_of | actor.responsible_for),
        now_on=today,
    )


@blueprint.get("/new")
@requires(Permission.VISIT_LIST)
def choose() -> Redirect:
    """Go to the form of the enterprise chosen in a list."""
    chosen = request.args.get("enterprise", type=row_id)
    if not chosen:
        return redirect(url_for("visits.mine"))
    return redirect(url_for("visits.new", enterprise_id=chosen, kind=request.args.get("kind") or None))


@blueprint.route("/new/<int:enterprise_id>", methods=["GET", "POST"])
@requires(Permission.VISIT_LIST)
def new(enterprise_id: int) -> Page:
    """Record a visit to an enterprise, in a campaign or by itself; what was sent twice is one visit."""
    actor, enterprise = current_actor(), db.session.get(Enterprise, enterprise_id)
    campaign = _campaign()
    if campaign is None and (asked := _asked(actor, enterprise_id)):
        return redirect(url_for("visits.new", enterprise_id=enterprise_id, campaign=asked.id))
    if enterprise is None or not permits(
        actor, Permission.VISIT_RECORD, operations.outing(db.session, enterprise, campaign)
    ):
        raise NotFound
    edition = _edition(campaign)
    form = visit_form(edition.questions if edition else ())(
        on=clock.today(), submission_key=secrets.token_urlsafe(18), edition=edition.id if edition else ""
    )
    if form.validate_on_submit() and (visit := attempt(form, lambda: _record(form, enterprise, campaign, edition))):
        shown = url_for("visits.show", visit_id=visit.id)
        return ({"url": shown}, HTTPStatus.CREATED) if _sent_by_script() else redirect(shown)
    return form_page("visits/new.html", form, **_around(actor, enterprise, campaign, edition))


def _sent_by_script() -> bool:
    """Tell whether the browser's outbox asks: it wants to know where the visit is, not to be led there."""
    return request.accept_mimetypes.best == "application/json"


def _around(
    actor: Actor, enterprise: Enterprise, campaign: Campaign | None, edition: ChecklistEdition | None
) -> dict[str, object]:
    questions = edition.questions if edition else []
    sections = [(section, [one for one in questions if one.section is section]) for section in CheckSection]
    return {
        "enterprise": enterprise,
        "campaign": campaign,
        "kind": _kind(campaign),
        "edition": edition,
        "sections": [(section, asked) for section, asked in sections if asked],
        "own_findings": range(OWN_FINDINGS),
        "account_id": actor.account_id,
        "accept": PICTURES,
        "most_bytes": current_settings().attachment_bytes,
    }


def _campaign() -> Campaign | None:
    chosen = request.args.get("campaign", type=row_id)
    return queries.campaign(db.session, chosen) if chosen else None


def _asked(actor: Actor, enterprise_id: int) -> Campaign | None:
    """Return the campaign in which the actor is to make this very visit, where the way to the form does not name it."""
    return queries.asked_in(db.session, actor, enterprise_id).get(_kind(None)) if request.method == "GET" else None


def _kind(campaign: Campaign | None) -> VisitKind:
    wanted = request.args.get("kind", "")
    return campaign.kind if campaign else VisitKind(wanted) if wanted in set(VisitKind) else VisitKind.VISIT


def _edition(campaign: Campaign | None) -> ChecklistEdition | None:
    """Return the checklist to ask by: the one that a form sent late was filled in with, else today's."""
    sent = request.form.get("edition", type=row_id)
    if sent and (kept := db.session.get(ChecklistEdition, sent)) and kept.published_at:
        return kept
    if campaign:
        return checklists.current_edition(db.session, campaign.checklist)
    offered = checklists.all_of(db.session, _kind(None))
    return checklists.current_edition(db.session, offered[0]) if offered else None


def _record(
    form: VisitForm, enterprise: Enterprise, campaign: Campaign | None, edition: ChecklistEdition | None
) -> Visit:
    actor, key = current_actor(), (form.submission_key.data or "")[:40] or secrets.token_urlsafe(18)
    earlier = operations.already_recorded(db.session, key)
    if earlier is not None:
        announce(_("This visit has been recorded already"), _("It was sent before and is kept once."), "note")
        return queries.visible(db.session, actor, earlier.id)
    taken = pictures.take(db.session, form, actor=actor)
    told = told_by(form, _kind(campaign), edition, taken)
    visit = operations.record(
        db.session,
        actor=actor,
        enterprise=enterprise,
        told=told,
        submission_key=key,
        campaign=campaign,
        edition=edition,
        photos=photos_of_visit(told, taken),
    )
    announce(_("The visit is recorded"), _("The enterprise has been told and sees the advice."))
    if taken.refusals:
        announce(_("Not every photograph could be kept"), " ".join(taken.refusals), "care")
    return visit


@blueprint.get("/<int:visit_id>")
@requires(Permission.VISIT_VIEW)
def show(visit_id: int) -> str:
    """Show a visit: what was found, the advice, the photographs, and the checklist as it was."""
    visit = queries.visible(db.session, current_actor(), visit_id)
    asked = [(section, [one for one in visit.answers if one.question.section is section]) for section in CheckSection]
    return render_template(
        "visits/show.html",
        visit=visit,
        findings=sorted(visit.findings, key=lambda one: severity(one.grade, urgent=one.urgent), reverse=True),
        own=visit.enterprise_id in current_actor().enterprise_ids,
        sections=[(section, answers) for section, answers in asked if answers],
        said=said,
        today=clock.today(),
    )


@blueprint.route("/<int:visit_id>/photos", methods=["GET", "POST"])
@requires(Permission.VISIT_FOLLOW)
def photos(visit_id: int) -> Page:
    """Add photographs afterwards, of a finding or of the visit as a whole."""
    visit, form = queries.visible(db.session, current_actor(), visit_id), PhotosForm()
    require(current_actor(), Permission.VISIT_FOLLOW, visit)
    form.finding.choices = [("", _("The visit as a whole")), *((one.id, one.text[:40]) for one in visit.findings)]
    if request.method == "GET":
        form.finding.data = request.args.get("finding", type=int)
    if form.validate_on_submit():
        taken = pictures.take(db.session, form, actor=current_actor())
        kept, of = taken.of("photos"), {one.id: one for one in visit.findings}.get(form.finding.data or 0)
        add = partial(operations.add_photos, db.session, visit, actor=current_actor(), photos=kept, finding=of)
        if kept and succeeds(form, add):
            announce(_("Photographs added: %(count)s", count=len(kept)), " ".join(taken.refusals))
            return redirect(url_for("visits.show", visit_id=visit.id))
        form.photos.errors = [*form.photos.errors, *(taken.refusals or ([] if kept else [_("Choose a photograph.")]))]
    return form_page(
        "visits/photos.html", form, visit=visit, accept=PICTURES, most_bytes=current_settings().attachment_bytes
    )


@blueprint.get("/<int:visit_id>/photos/<int:attachment_id>")
@requires(Permission.VISIT_VIEW)
def photo(visit_id: int, attachment_id: int) -> Response:
    """Give a photograph to whoever may see the visit."""
    visit = queries.visible(db.session, current_actor(), visit_id)
    return send(queries.photo_of(visit, attachment_id).attachment, inline=True)


@blueprint.get("/own")
@requires(Permission.SIGNED_IN)
def own() -> str:
    """List the visits to the enterprises for which the actor acts."""
    found = queries.to_enterprises(db.session, current_actor().enterprise_ids)
    return render_template("visits/own.html", visits=found)


@blueprint.get("/enterprises/<int:enterprise_id>")
@requires(Permission.VISIT_VIEW)
def of_enterprise(enterprise_id: int) -> str:
    """List the visits to an enterprise that the actor may see."""
    actor, enterprise = current_actor(), db.session.get(Enterprise, enterprise_id)
    found = queries.of_enterprise(db.session, actor, enterprise_id)
    if enterprise is None or not (found or permits(actor, Permission.ENTERPRISE_VIEW, enterprise)):
        raise NotFound
    may_record = permits(actor, Permission.VISIT_RECORD, operations.Outing(enterprise_id))
    return render_template(
        "visits/enterprise.html",
        enterprise=enterprise,
        visits=found,
        own=enterprise_id in actor.enterprise_ids,
        may_record=may_record,
        kinds=VisitKind,
    )
