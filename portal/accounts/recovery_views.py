"""A lost password: asking for the link, and setting a new password by it."""

from flask import Blueprint, Response, current_app, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from forms.accounts import RequestLinkForm, SetPasswordForm
from portal import clock
from portal.accounts import authentication, links, recovering
from portal.database import db
from portal.errors import NotFound
from portal.permissions.checks import requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page
from portal.rate_limits import REGISTERING, TOKENS

blueprint = Blueprint("recovery", __name__)
Page = tuple[str, int] | Response | BaseResponse


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
@REGISTERING
def request_link() -> Page:
    """Send the link. The answer is the same whoever asks for whomever."""
    form = RequestLinkForm()
    if form.validate_on_submit():
        settings = current_app.extensions["settings"]
        recovering.request_link(
            db.session,
            who=form.who.data,
            base_url=settings.base_url,
            minutes=settings.reset_minutes,
            at=clock.now(),
        )
        announce(
            _("If this account has a mail address, a link is on its way"),
            _("It works for %(minutes)s minutes. Without a mail address, ask the administrator.",
              minutes=settings.reset_minutes),
            "note",
        )  # fmt: skip
        return redirect(url_for("accounts.sign_in"))
    return form_page("accounts/request-link.html", form)


@blueprint.route(f"{links.PATH}<string:token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
@TOKENS
def set_password(token: str) -> Page:
    """Set a new password by a link that has not been used."""
    form = SetPasswordForm()
    try:
        link = links.by_token(db.session, token, at=clock.now())
    except NotFound:
        announce(_("This link no longer works"), _("Ask for a new one; each works once and for a short time."), "error")
        return redirect(url_for("recovery.request_link"))
    if form.validate_on_submit():
        account = attempt(
            form,
            lambda: recovering.set_password(db.session, token=token, password=form.password_new.data, at=clock.now()),
        )
        if account:
            authentication.forget()
            announce(_("Your new password is set"), _("Sign in with it. Other devices have been signed out."))
            return redirect(url_for("accounts.sign_in"))
    return form_page("accounts/set-password.html", form, account=link.account)
