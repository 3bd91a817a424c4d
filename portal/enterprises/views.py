"""The directory of enterprises, the page of one, and registration."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.enterprises import CreditCodeForm, NewcomerForm, RegistrationForm
from portal.accounts.authentication import current_account
from portal.accounts.models import Account
from portal.database import db
from portal.enterprises import operations, queries, sameness
from portal.enterprises.credit_code import is_doubtful, normalised
from portal.enterprises.filtering import filters_of, wanted_by
from portal.enterprises.models import Enterprise
from portal.enterprises.newcomers import account_from, welcome
from portal.enterprises.profile import Profile, editable
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page
from portal.rate_limits import REGISTERING
from portal.units.queries import area_choices

blueprint = Blueprint("enterprises", __name__)
Page = str | tuple[str, int] | Response


@blueprint.get("/enterprises")
@requires(Permission.ENTERPRISE_LIST)
def index() -> Page:
    """List the enterprises that the actor may see, filtered and sorted."""
    filters = filters_of(db.session, request.args)
    wanted = wanted_by(filters)
    paging = paged(queries.count(db.session, current_actor(), wanted))
    found = queries.search(db.session, current_actor(), wanted, offset=paging.offset, limit=paging.size)
    return render_template("enterprises/index.html", filters=filters, enterprises=found, paging=paging)


@blueprint.get("/enterprises/mine")
@requires(Permission.SIGNED_IN)
def mine() -> Page:
    """Go to the enterprise for which the actor acts; somebody who acts for several chooses."""
    ids = current_actor().enterprise_ids
    if len(ids) == 1:
        return redirect(url_for("enterprises.show", enterprise_id=next(iter(ids))))
    return render_template("enterprises/mine.html", enterprises=queries.by_ids(db.session, ids))


@blueprint.get("/enterprises/<int:enterprise_id>")
@requires(Permission.ENTERPRISE_VIEW)
def show(enterprise_id: int) -> Page:
    """Show what is known about an enterprise, who stands by it and how it has reopened; of a merged one, the other."""
    kept = queries.merged_into(db.session, enterprise_id)
    enterprise = queries.visible(db.session, current_actor(), kept or enterprise_id)
    if kept:
        return redirect(url_for("enterprises.show", enterprise_id=kept))
    ruling = permits(current_actor(), Permission.ENTERPRISE_MERGE, enterprise)
    return render_template(
        "enterprises/show.html",
        enterprise=enterprise,
        editable=editable(current_actor(), enterprise),
        history=queries.reopening_history(db.session, enterprise.id),
        likely_same=sameness.likely_same(db.session, enterprise) if ruling else (),
    )


@blueprint.route("/register", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def register() -> Page:
    """Ask for the credit code; one that is registered already, or in doubt, is told before anything else is asked."""
    _account_for_enterprises()
    form = CreditCodeForm(credit_code=request.args.get("code"))
    if form.validate_on_submit():
        sure = form.confirmed.data
        code = attempt(form, lambda: operations.own_code(db.session, form.credit_code.data, confirmed=sure))
        if code:
            return redirect(url_for("enterprises.register_details", code=code, confirmed="1" if sure else None))
    code = normalised(form.credit_code.data or "")
    taken = queries.by_credit_code(db.session, code) is not None
    return form_page("enterprises/register.html", form, doubtful=form.errors and is_doubtful(code), taken=taken)


@blueprint.route("/register/details", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
@REGISTERING
def register_details() -> Page:
    """Ask for the facts and, of somebody without an account, for the person; then register the enterprise."""
    account = _account_for_enterprises()
    code = request.args.get("code", "")
    form_class = RegistrationForm if account else NewcomerForm
    form = form_class(credit_code=code, confirmed=request.args.get("confirmed"))
    form.area_id.choices = [("", _("Choose")), *area_choices(db.session)]
    if form.validate_on_submit():
        enterprise = attempt(form, lambda: _register(form, account))
        if enterprise:
            announce(
                _("Registered; the office verifies it within 1 working day"), _("You can write a draft meanwhile.")
            )
            shown = url_for("enterprises.show", enterprise_id=enterprise.id) if account else url_for("home.index")
            return redirect(shown)
    return form_page("enterprises/register-details.html", form, account=account)


def _account_for_enterprises() -> Account | None:
    """Return who is signed in; raise RuleBroken for a work account before it has filled anything in."""
    account = current_account()
    if account:
        operations.refuse_work_account(account)
    return account


def _register(form: RegistrationForm, known: Account | None) -> Enterprise:
    account = known or account_from(form)
    profile = Profile(
        credit_code=form.credit_code.data,
        name=form.name.data,
        sector=form.sector.data,
        size=form.size.data,
        staff_count=form.staff_count.data,
        area_id=form.area_id.data,
        address=form.address.data,
        contact_name=account.name,
        contact_telephone=account.telephone,
        contact_email=account.email,
    )
    enterprise = operations.register(
        db.session,
        by=account,
        profile=profile,
        reopening=form.reopening.data,
        code_confirmed=bool(form.confirmed.data),
    )
    if known is None:
        welcome(account)
    return enterprise
