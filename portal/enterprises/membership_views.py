"""The members of an enterprise: who they are, inviting others, ending a membership, and accepting an invitation."""

from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.enterprises import ConfirmationForm, InvitationForm, JoiningForm
from portal import clock
from portal.accounts.authentication import current_account
from portal.accounts.models import Account
from portal.database import db
from portal.enterprises import membership, queries
from portal.enterprises.models import Enterprise, Invitation, Membership
from portal.enterprises.newcomers import account_from, welcome
from portal.errors import NotFound
from portal.permissions.checks import current_actor, permits, require, requires
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.rate_limits import INVITING, TOKENS

blueprint = Blueprint("members", __name__)
Page = str | tuple[str, int] | Response
GONE = 410


def _to_members(enterprise: Enterprise) -> Response:
    return redirect(url_for("members.index", enterprise_id=enterprise.id))


@blueprint.route("/enterprises/<int:enterprise_id>/members", methods=["GET", "POST"])
@requires(Permission.ENTERPRISE_VIEW)
@INVITING
def index(enterprise_id: int) -> Page:
    """List the members; a member invites others here, and the coordinator whom the office recorded without members."""
    enterprise = queries.visible(db.session, current_actor(), enterprise_id)
    form = InvitationForm()
    if form.validate_on_submit():
        act = partial(membership.invite, db.session, enterprise, actor=current_actor(), email=form.email.data)
        invitation = attempt(form, act)
        if invitation:
            expires = date_text(invitation.expires_at)
            announce(
                _("Invited %(email)s", email=invitation.email), _("The link works once, until %(on)s.", on=expires)
            )
            return _to_members(enterprise)
    return form_page(
        "enterprises/members.html",
        form,
        enterprise=enterprise,
        memberships=queries.memberships(db.session, enterprise.id),
        invitations=queries.open_invitations(db.session, enterprise.id, at=clock.now()),
        inviting=permits(current_actor(), Permission.ENTERPRISE_INVITE, enterprise),
    )


@blueprint.route("/enterprises/<int:enterprise_id>/members/<int:membership_id>/end", methods=["GET", "POST"])
@requires(Permission.ENTERPRISE_INVITE)
def end(enterprise_id: int, membership_id: int) -> Page:
    """Ask whether a membership shall end, and end it."""
    enterprise = queries.visible(db.session, current_actor(), enterprise_id)
    require(current_actor(), Permission.ENTERPRISE_INVITE, enterprise)
    found = db.session.get(Membership, membership_id)
    if found is None or found.enterprise_id != enterprise.id or found.ended_at:
        raise NotFound
    form = ConfirmationForm()
    act = partial(membership.end_membership, db.session, found, actor=current_actor())
    if form.validate_on_submit() and succeeds(form, act):
        announce(_("%(name)s is no longer a member", name=found.account.name))
        mine = found.account_id == current_actor().account_id
        return redirect(url_for("enterprises.mine")) if mine else _to_members(enterprise)
    return form_page("enterprises/end-membership.html", form, enterprise=enterprise, membership=found)


@blueprint.post("/enterprises/<int:enterprise_id>/invitations/<int:invitation_id>/revoke")
@requires(Permission.ENTERPRISE_INVITE)
def revoke(enterprise_id: int, invitation_id: int) -> Page:
    """Let an invitation stop working."""
    enterprise = queries.visible(db.session, current_actor(), enterprise_id)
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.enterprise_id != enterprise.id:
        raise NotFound
    membership.revoke(db.session, enterprise, invitation, actor=current_actor())
    announce(_("The invitation to %(email)s no longer works", email=invitation.email))
    return _to_members(enterprise)


@blueprint.route("/invitations/<string:token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
@TOKENS
def join(token: str) -> Page:
    """Accept an invitation, with the account that one has or with a new one."""
    invitation = queries.invitation_by_token(db.session, token)
    if invitation is None or not membership.is_open(invitation, at=clock.now()):
        return render_template("enterprises/invitation-ended.html"), GONE
    account = current_account()
    form = ConfirmationForm() if account else JoiningForm(email=invitation.email)
    if form.validate_on_submit() and succeeds(form, lambda: _join(form, invitation, account)):
        enterprise = invitation.enterprise
        announce(_("You are now a member of %(name)s", name=enterprise.name), _("You see all of its cases."))
        return redirect(url_for("enterprises.show", enterprise_id=enterprise.id))
    return form_page("enterprises/join.html", form, invitation=invitation, account=account, here=request.path)


def _join(form: ConfirmationForm | JoiningForm, invitation: Invitation, known: Account | None) -> None:
    account = known or account_from(form)
    membership.accept(db.session, invitation, account=account)
    if known is None:
        welcome(account)
