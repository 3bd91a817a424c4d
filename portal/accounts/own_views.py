"""One's own account: contact, password, and where one is signed in."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from forms.accounts import ChangePasswordForm, ContactForm
from portal import clock
from portal.accounts import authentication, operations, signing_in
from portal.accounts.devices import device_name
from portal.accounts.models import Account, SignIn
from portal.accounts.queries import open_sign_ins
from portal.database import db
from portal.errors import NotFound, NotSignedIn
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.rate_limits import CONFIRMING

blueprint = Blueprint("own_account", __name__, url_prefix="/account")
Page = str | tuple[str, int] | Response | BaseResponse


def _this() -> SignIn:
    sign_in = authentication.current_sign_in()
    if sign_in is None:
        raise NotSignedIn
    return sign_in


def _own() -> Account:
    return _this().account


def _open_sign_ins() -> list[SignIn]:
    settings = current_app.extensions["settings"]
    now, idle = clock.now(), timedelta(minutes=settings.idle_minutes)
    found = open_sign_ins(db.session, _own().id, at=now, idle=idle)
    return [sign_in for sign_in in found if authentication.holds(sign_in, at=now, settings=settings)]


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def show() -> Page:
    """Show the account and the devices on which it is signed in."""
    return render_template(
        "accounts/own.html",
        account=_own(),
        sign_ins=_open_sign_ins(),
        this=_this(),
        device_name=device_name,
    )


@blueprint.route("/contact", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
@CONFIRMING
def contact() -> Page:
    """Change name, telephone and mail address, and of staff the languages."""
    account = _own()
    form = ContactForm(obj=account)
    if not account.roles:
        del form.languages
    if form.validate_on_submit():
        languages = form.languages.data if form.languages else account.languages
        facts = operations.Contact(form.name.data, form.telephone.data, form.email.data, languages)
        if succeeds(
            form,
            lambda: operations.change_contact(
                db.session,
                actor=current_actor(),
                account=account,
                contact=facts,
                version=form.seen_version,
                password=form.password_now.data,
            ),
        ):
            announce(_("Your contact details have been saved"))
            return redirect(url_for("own_account.show"))
    return form_page("accounts/contact.html", form)


@blueprint.route("/password", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
@CONFIRMING
def password() -> Page:
    """Change the password; other devices are signed out."""
    form = ChangePasswordForm()
    if form.validate_on_submit() and succeeds(
        form,
        lambda: operations.change_password(
            db.session,
            actor=current_actor(),
            account=_own(),
            current=form.password_now.data,
            new=form.password_new.data,
            keep=_this(),
        ),
    ):
        authentication.remember(signing_in.renew(_this()))
        announce(_("Your password has been changed"), _("Other devices have been signed out."))
        return redirect(url_for("own_account.show"))
    return form_page("accounts/password.html", form, username=_own().username)


@blueprint.post("/sign-ins/<int:sign_in_id>/end")
@requires(Permission.SIGNED_IN)
def end_sign_in(sign_in_id: int) -> Page:
    """Sign out one device of one's own."""
    sign_in = db.session.get(SignIn, sign_in_id)
    if sign_in is None or sign_in.account_id != _own().id:
        raise NotFound
    signing_in.end(db.session, actor=current_actor(), sign_in=sign_in, at=clock.now())
    announce(_("The device has been signed out"))
    return redirect(url_for("own_account.show"))


@blueprint.post("/sign-ins/end-all")
@requires(Permission.SIGNED_IN)
def end_all() -> Page:
    """Sign out everywhere, this device too."""
    signing_in.end_everywhere(db.session, actor=current_actor(), account=_own(), at=clock.now())
    authentication.forget()
    announce(_("You have been signed out on every device"))
    return redirect(url_for("accounts.sign_in"))
