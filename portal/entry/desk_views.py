"""The desk: what callers and walk-ins tell is filed by staff in the name of the enterprise, which confirms it later."""

import secrets

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.entry import CallForm, SketchForm
from portal.cases.models import Case
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.enterprises.provisional import Sketch, record_provisionally
from portal.enterprises.queries import members_of
from portal.entry import operations, queries
from portal.errors import NotFound
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page
from portal.units.queries import area_choices
from portal.vocabulary import Standing

blueprint = Blueprint("calls", __name__, url_prefix="/calls")
Page = str | tuple[str, int] | Response
METHODS = ("GET", "POST")


@blueprint.route("")
@requires(Permission.CASE_FILE)
def index() -> Page:
    """Look for the caller's enterprise; below stands what one has filed before."""
    actor, words = current_actor(), request.args.get("q", "").strip()
    found = queries.enterprises_like(db.session, actor, words)
    return render_template("entry/desk.html", words=words, found=found, filed=queries.filed_by(db.session, actor))


@blueprint.route("/enterprises/new", methods=METHODS)
@requires(Permission.ENTERPRISE_RECORD)
def record() -> Page:
    """Record an enterprise that is not registered, provisionally, and go on to what it tells."""
    form = SketchForm(enterprise_name=request.args.get("name"))
    form.area_id.choices = [("", _("Choose")), *area_choices(db.session)]
    if form.validate_on_submit():
        enterprise = attempt(form, lambda: _record(form))
        if enterprise:
            announce(_("Recorded provisionally"), _("The coordinator verifies it. File now what was told."))
            return redirect(url_for("calls.file", enterprise_id=enterprise.id))
    return form_page("entry/sketch.html", form)


def _record(form: SketchForm) -> Enterprise:
    sketch = Sketch(
        name=form.enterprise_name.data,
        area_id=form.area_id.data,
        sector=form.sector.data,
        contact_name=form.contact_name.data,
        contact_telephone=form.contact_telephone.data,
        credit_code=form.credit_code.data,
        staff_count=form.staff_count.data,
    )
    return record_provisionally(db.session, actor=current_actor(), sketch=sketch)


@blueprint.route("/enterprises/<int:enterprise_id>", methods=METHODS)
@requires(Permission.CASE_FILE)
def file(enterprise_id: int) -> Page:
    """File what is told, on one page, for quick writing while somebody speaks."""
    enterprise = db.session.get(Enterprise, enterprise_id)
    permitted = enterprise is not None and permits(current_actor(), Permission.CASE_SUBMIT, enterprise)
    if enterprise is None or not permitted or enterprise.standing is Standing.REFUSED:
        raise NotFound
    form = CallForm(
        contact_name=enterprise.contact_name,
        contact_telephone=enterprise.contact_telephone,
        submission_key=secrets.token_urlsafe(18),
    )
    form.category.choices = {"": [("", _("Choose"))], **queries.categories(db.session)}
    members = len(members_of(db.session, enterprise.id))
    if form.validate_on_submit():
        case = attempt(form, lambda: _file(form, enterprise))
        if case:
            due = date_text(case.due_on) if case.due_on else ""
            announce(
                _("Filed as %(reference)s, promised by %(day)s", reference=case.reference, day=due),
                _("The enterprise has been told and is asked to confirm the record.")
                if members
                else _("The enterprise has no account yet: tell the caller the number."),
            )
            return redirect(url_for("cases.show", reference=case.reference))
    return form_page("entry/call.html", form, enterprise=enterprise, members=members)


def _file(form: CallForm, enterprise: Enterprise) -> Case:
    matter = operations.Matter(
        category=form.category.data,
        title=form.title.data,
        description=form.description.data,
        contact_name=form.contact_name.data,
        contact_telephone=form.contact_telephone.data,
        submission_key=f"call-{form.submission_key.data[:24]}",
        wish=form.wish.data,
        other_party=form.other_party.data,
        urgency_facts=tuple(form.urgency_facts.data or ()),
    )
    return operations.file_call(
        db.session, actor=current_actor(), enterprise=enterprise, channel=form.channel.data, matter=matter
    )
