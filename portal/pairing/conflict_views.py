"""Clients: what lawyers declare, and what coordinators see of the conflicts that follow."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.pairing import ClientForm
from portal.accounts.authentication import current_account
from portal.accounts.models import Account
from portal.database import db
from portal.errors import NotFound, NotSignedIn
from portal.pairing import clients
from portal.pairing.conflicts import Conflict
from portal.pairing.people_models import Client
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page

blueprint = Blueprint("clients", __name__, url_prefix="/clients")
Page = str | tuple[str, int] | Response


@blueprint.app_template_global()
def conflict_words(conflict: Conflict) -> str:
    """Return why somebody cannot stand by an enterprise; a global, because macros know no other words of a page."""
    return conflict.reason(db.session.get_one(Account, conflict.account_id).name)


def _me() -> Account:
    account = current_account()
    if account is None:
        raise NotSignedIn
    return account


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.STAFF)
def index() -> Page:
    """Show a lawyer the clients declared, to declare another; show coordinators the conflicts that were met."""
    actor, form = current_actor(), ClientForm()
    declares = permits(actor, Permission.CLIENT_DECLARE)
    manages = permits(actor, Permission.PAIRING_MANAGE)
    if not (declares or manages):
        raise NotFound
    if declares and form.validate_on_submit():
        name, code = form.name.data, form.credit_code.data
        made = attempt(
            form, lambda: clients.declare(db.session, actor=actor, account=_me(), name=name, credit_code=code)
        )
        if made:
            announce(_("Declared: %(name)s", name=made.name), _("Nobody of your firm is paired against this client."))
            return redirect(url_for(".index"))
    return form_page(
        "pairing/clients.html",
        form,
        declares=declares,
        own=clients.own(db.session, _me()) if declares else (),
        standing=clients.standing(db.session) if manages else (),
        records=clients.records(db.session) if manages else (),
    )


@blueprint.post("/<int:client_id>/end")
@requires(Permission.CLIENT_DECLARE)
def end(client_id: int) -> Response:
    """End a declaration."""
    client = db.session.get(Client, client_id)
    if client is None:
        raise NotFound
    clients.end(db.session, client, actor=current_actor(), account=_me())
    announce(_("No longer a client: %(name)s", name=client.name), _("The declaration stays on record."))
    return redirect(url_for(".index"))
