"""Keeping an enterprise's facts: changing them, verifying them, and reporting how far it has reopened."""

from dataclasses import replace

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.enterprises import ProfileForm, ReopeningForm, VerificationForm
from portal import clock
from portal.database import db
from portal.enterprises import operations, queries, sameness
from portal.enterprises.credit_code import is_doubtful, normalised
from portal.enterprises.models import Enterprise
from portal.enterprises.profile import FIELDS, editable, profile_of
from portal.errors import NotPermitted
from portal.permissions.checks import current_actor, require, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.units.queries import area_choices

blueprint = Blueprint("enterprise", __name__, url_prefix="/enterprises/<int:enterprise_id>")
Page = tuple[str, int] | Response


def _visible(enterprise_id: int, permission: Permission) -> Enterprise:
    enterprise = queries.visible(db.session, current_actor(), enterprise_id)
    require(current_actor(), permission, enterprise)
    return enterprise


def _back_to(enterprise: Enterprise) -> Response:
    return redirect(url_for("enterprises.show", enterprise_id=enterprise.id))


def _profile_form(enterprise: Enterprise, fields: frozenset[str]) -> ProfileForm:
    form = ProfileForm(obj=enterprise)
    form.area_id.choices = area_choices(db.session, keep=enterprise.area_id)
    for name in FIELDS - fields:
        del form[name]
    if "credit_code" not in form:
        del form["confirmed"]
    return form


@blueprint.route("/edit", methods=["GET", "POST"])
@requires(Permission.ENTERPRISE_EDIT)
def edit(enterprise_id: int) -> Page:
    """Change the facts, as far as the actor may."""
    enterprise = _visible(enterprise_id, Permission.ENTERPRISE_EDIT)
    fields = editable(current_actor(), enterprise)
    if not fields:
        raise NotPermitted
    form = _profile_form(enterprise, fields)
    if form.validate_on_submit():
        typed = {name: form[name].data for name in fields}
        saved = succeeds(
            form,
            lambda: operations.edit(
                db.session,
                enterprise,
                actor=current_actor(),
                profile=replace(profile_of(enterprise), **typed),
                seen=form.seen_version,
                code_confirmed="confirmed" in form and form.confirmed.data,
            ),
        )
        if saved:
            announce(_("The facts have been saved"))
            return _back_to(enterprise)
    doubtful = "credit_code" in form and form.errors and is_doubtful(normalised(form.credit_code.data or ""))
    return form_page("enterprises/edit.html", form, enterprise=enterprise, doubtful=doubtful)


@blueprint.route("/verify", methods=["GET", "POST"])
@requires(Permission.ENTERPRISE_VERIFY)
def verify(enterprise_id: int) -> Page:
    """Verify a registered enterprise, or refuse it with the reason."""
    enterprise = _visible(enterprise_id, Permission.ENTERPRISE_VERIFY)
    form = VerificationForm(obj=enterprise)
    if form.validate_on_submit() and succeeds(form, lambda: _rule(form, enterprise)):
        announce(_("The ruling has been recorded"), _("The members of the enterprise have been told."))
        return _back_to(enterprise)
    same = sameness.likely_same(db.session, enterprise)
    return form_page("enterprises/verify.html", form, enterprise=enterprise, likely_same=same)


def _rule(form: VerificationForm, enterprise: Enterprise) -> None:
    actor, seen = current_actor(), form.seen_version
    if form.ruling.data == "verify":
        above_scale, key = form.above_scale.data, form.key.data
        operations.verify(db.session, enterprise, actor=actor, above_scale=above_scale, key=key, seen=seen)
    else:
        operations.refuse(db.session, enterprise, actor=actor, reason=form.reason.data, seen=seen)


@blueprint.route("/reopening", methods=["GET", "POST"])
@requires(Permission.REOPENING_RECORD)
def reopening(enterprise_id: int) -> Page:
    """Report how far the enterprise has reopened."""
    enterprise = _visible(enterprise_id, Permission.REOPENING_RECORD)
    form = ReopeningForm(reopening=enterprise.reopening, on=clock.today())
    if form.validate_on_submit():
        reported = attempt(
            form,
            lambda: operations.record_reopening(
                db.session,
                enterprise,
                actor=current_actor(),
                reopening=form.reopening.data,
                on=form.on.data,
                remark=form.remark.data,
            ),
        )
        if reported:
            announce(_("The report has been saved: %(reopening)s", reopening=reported.reopening.label))
            return _back_to(enterprise)
    history = queries.reopening_history(db.session, enterprise.id)
    return form_page("enterprises/reopening.html", form, enterprise=enterprise, history=history)
