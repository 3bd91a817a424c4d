"""One account: its facts, and the acts on it."""

from datetime import timedelta

from flask import current_app, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.administration import AccountForm
from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import open_sign_ins
from portal.administration import operations, queries
from portal.administration.account_views import facts_of, hand_over_link
from portal.administration.blueprint import blueprint
from portal.administration.people import unit_choices
from portal.database import db
from portal.errors import RuleBroken
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds


def _back(account_id: int) -> Response:
    return redirect(url_for("administration.account", account_id=account_id))


def _devices(account: Account) -> int:
    idle = timedelta(minutes=current_app.extensions["settings"].idle_minutes)
    return len(open_sign_ins(db.session, account.id, at=clock.now(), idle=idle))


@blueprint.route("/accounts/<int:account_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def account(account_id: int) -> tuple[str, int] | Response:
    """Show an account and change its facts."""
    person = queries.account_by_id(db.session, account_id)
    form = AccountForm(obj=person)
    form.unit_id.choices = unit_choices(db.session, _("None"))
    if form.validate_on_submit() and succeeds(
        form,
        lambda: operations.edit_account(
            db.session,
            actor=current_actor(),
            account=person,
            facts=facts_of(form),
            version=form.seen_version,
        ),
    ):
        announce(_("Saved: %(name)s", name=person.name))
        return _back(account_id)
    burden = queries.burden_of(db.session, person)
    return form_page("administration/account.html", form, account=person, devices=_devices(person), burden=burden)


@blueprint.post("/accounts/<int:account_id>/disable")
@requires(Permission.ACCOUNT_MANAGE)
def disable(account_id: int) -> Response:
    """Keep a person out."""
    person = queries.account_by_id(db.session, account_id)
    try:
        operations.disable_account(db.session, actor=current_actor(), account=person)
    except RuleBroken as broken:
        announce(_("Not disabled"), broken.message, "error")
    else:
        announce(_("%(name)s can no longer sign in", name=person.name), _("All devices have been signed out."))
    return _back(account_id)


@blueprint.post("/accounts/<int:account_id>/enable")
@requires(Permission.ACCOUNT_MANAGE)
def enable(account_id: int) -> Response:
    """Let a person in again."""
    person = queries.account_by_id(db.session, account_id)
    operations.enable_account(db.session, actor=current_actor(), account=person)
    announce(_("%(name)s can sign in again", name=person.name))
    return _back(account_id)


@blueprint.post("/accounts/<int:account_id>/link")
@requires(Permission.ACCOUNT_MANAGE)
def send_link(account_id: int) -> Response:
    """Send a link that sets a new password."""
    person = queries.account_by_id(db.session, account_id)
    try:
        hand_over_link(person)
    except RuleBroken as broken:
        announce(_("Not sent"), broken.message, "error")
    return _back(account_id)


@blueprint.post("/accounts/<int:account_id>/end-sign-ins")
@requires(Permission.ACCOUNT_MANAGE)
def end_sign_ins(account_id: int) -> Response:
    """Sign a person out everywhere."""
    person = queries.account_by_id(db.session, account_id)
    count = operations.end_sign_ins(db.session, actor=current_actor(), account=person)
    announce(_("Devices signed out: %(count)s", count=count))
    return _back(account_id)
