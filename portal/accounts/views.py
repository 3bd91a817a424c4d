"""Signing in and out."""

from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from forms.accounts import SignInForm
from portal import clock
from portal.accounts import authentication, demo, signing_in
from portal.database import db
from portal.errors import NotFound
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.returning import local_path
from portal.presentation.submitting import attempt, form_page

blueprint = Blueprint("accounts", __name__)
Page = tuple[str, int] | Response | BaseResponse


def _sender() -> dict[str, str]:
    return {"address": request.remote_addr or "", "agent": request.user_agent.string}


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def sign_in() -> Page:
    """Ask for account and password, then go on to where the person wanted to go."""
    form = SignInForm(next=request.args.get("next"))
    if form.validate_on_submit():
        token = attempt(
            form,
            lambda: signing_in.sign_in(
                db.session,
                username=form.username.data,
                password=form.password.data,
                at=clock.now(),
                **_sender(),
            ),
        )
        if token:
            authentication.remember(token)
            return redirect(local_path(form.next.data))
        db.session.commit()  # a failed try counts although its page is an error
    elif authentication.current_account():
        return redirect(local_path(request.args.get("next")))
    people = demo.people(db.session) if current_app.extensions["settings"].demo else ()
    return form_page("accounts/sign-in.html", form, demo_people=people)


@blueprint.post("/sign-in/demo")
@requires(Permission.PUBLIC)
def sign_in_demo() -> Page:
    """Sign in as one of the demonstration's people, without a password; there is no such page outside of it."""
    if not current_app.extensions["settings"].demo:
        raise NotFound
    account = demo.account(db.session, request.form.get("as", ""))
    if account is None:
        raise NotFound
    authentication.remember(signing_in.begin(db.session, account=account, at=clock.now(), **_sender()))
    return redirect(local_path(request.form.get("next")))


@blueprint.post("/sign-out")
@requires(Permission.PUBLIC)
def sign_out() -> Page:
    """End this browser's sign-in; without one there is nothing to do."""
    sign_in = authentication.current_sign_in()
    if sign_in:
        signing_in.end(db.session, actor=current_actor(), sign_in=sign_in, at=clock.now())
    authentication.forget()
    return redirect(url_for("accounts.sign_in"))
