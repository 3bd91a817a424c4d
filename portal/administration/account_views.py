"""Listing accounts and opening new ones."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.administration import AccountForm, NewAccountForm
from portal.accounts.models import Account
from portal.administration import operations, queries
from portal.administration.blueprint import blueprint
from portal.administration.operations import PersonFacts
from portal.administration.people import people_of, unit_choices
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page

PAGE_SIZE = 30


def facts_of(form: AccountForm) -> PersonFacts:
    """Return what was written about a person."""
    return PersonFacts(
        name=form.name.data,
        roles=frozenset(form.roles.data),
        unit_id=form.unit_id.data,
        title=form.title.data,
        telephone=form.telephone.data,
        email=form.email.data,
        licence=form.licence.data,
        specialities=form.specialities.data,
        languages=form.languages.data,
        capacity=form.capacity.data,
    )


def hand_over_link(account: Account) -> None:
    """Send the link that sets the password, or show it once where there is no mail address."""
    url = operations.send_first_link(db.session, actor=current_actor(), account=account)
    if url:
        words = _("Hand this link over; it works once: %(url)s", url=url)
        announce(_("%(name)s has no mail address", name=account.name), words, "care")
    else:
        announce(_("The link to set a password is on its way to %(email)s", email=account.email))


@blueprint.get("/accounts")
@requires(Permission.ACCOUNT_MANAGE)
def accounts() -> str:
    """List accounts, filtered."""
    filters, people = people_of(db.session, request.args)
    paging = paged(queries.count_people(db.session, people), PAGE_SIZE)
    found = queries.find_people(db.session, people, limit=PAGE_SIZE, offset=paging.offset)
    return render_template(
        "administration/accounts.html",
        filters=filters,
        accounts=found,
        last_seen=queries.last_seen(db.session, found),
        enterprises=queries.enterprises_of(db.session, found),
        paging=paging,
    )


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def new_account() -> tuple[str, int] | Response:
    """Open an account and send the link that sets its password."""
    form = NewAccountForm()
    form.unit_id.choices = unit_choices(db.session, _("None"))
    if form.validate_on_submit():
        account = attempt(
            form,
            lambda: operations.create_account(
                db.session,
                actor=current_actor(),
                username=form.username.data,
                facts=facts_of(form),
            ),
        )
        if account:
            flash(_("The account %(username)s has been opened", username=account.username), "done")
            hand_over_link(account)
            return redirect(url_for("administration.account", account_id=account.id))
    return form_page("administration/new-account.html", form)
